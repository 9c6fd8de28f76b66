package app

// Version is the version of Ounce, the same as in FyneApp.toml.
const Version = "0.1.0"
