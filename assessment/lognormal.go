package assessment

import "math"

// logMean is the mean of a lognormal with a median and sigma.
func logMean(median, sigma float64) float64 { return median * math.Exp(sigma*sigma/2) }

// normal is the distribution function of the standard normal.
func normal(x float64) float64 { return .5 * math.Erfc(-x/math.Sqrt2) }

// meanAtLeast is E[max(least, X)] of a lognormal X.
func meanAtLeast(least, median, sigma float64) float64 {
	if least <= 0 {
		return logMean(median, sigma)
	}
	z := math.Log(least/median) / sigma
	return least*normal(z) + logMean(median, sigma)*normal(sigma-z)
}

// atLeast gives the moments of max(least, X) of a lognormal X.
func atLeast(least, median, sigma float64) moments {
	square := median * median * math.Exp(2*sigma*sigma)
	if least <= 0 {
		return moments{logMean(median, sigma), square}
	}
	z := math.Log(least/median) / sigma
	below := normal(z)
	return moments{least*below + logMean(median, sigma)*normal(sigma-z), least*least*below + square*normal(2*sigma-z)}
}

// atMost gives the moments of min(X, most) of a lognormal X.
func atMost(median, sigma, most float64) moments {
	z := math.Log(most/median) / sigma
	above := 1 - normal(z)
	return moments{
		logMean(median, sigma)*normal(z-sigma) + most*above,
		median*median*math.Exp(2*sigma*sigma)*normal(z-2*sigma) + most*most*above,
	}
}
