package cmdline

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// Parse reads a command line into the command that it is of. The error says in
// words what is wrong with it, or is ErrHelp or ErrVersion; the command is then
// the one it is about, nil for the program as a whole. The words help and version
// in front stand for the flags.
func (p *Program) Parse(args []string) (*Command, error) {
	if len(args) > 0 && (args[0] == "help" || args[0] == "version") { // as many people type it
		args = append(slices.Clone(args[1:]), "--"+args[0])
	}
	c, rest, err := p.choose(args)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, ErrHelp
	}
	named := len(rest) < len(args)
	if err := c.parse(rest); err != nil {
		if errors.Is(err, ErrHelp) && !named {
			return nil, err
		}
		return c, err
	}
	return c, nil
}

func (c *Command) parse(args []string) error {
	flags := pflag.NewFlagSet(c.Name, pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	help := flags.BoolP("help", "h", false, "")
	version := flags.Bool("version", false, "")
	for _, f := range c.Flags {
		if preset, ok := f.Tag.Lookup("default"); ok && preset != "" {
			if err := f.Set(preset); err != nil {
				return fmt.Errorf("the default of --%s: %w", f.Name, err)
			}
			f.typed = nil
		}
		added := flags.VarPF(f, f.Name, f.Tag.Get("short"), "")
		if f.IsBool() {
			added.NoOptDefVal = "true"
		}
	}
	err := c.forgotten(args)
	if err == nil {
		err = flags.Parse(args)
	}
	switch {
	case *help:
		return ErrHelp
	case *version:
		return ErrVersion
	case err != nil:
		return c.words(err)
	}
	return c.take(flags)
}

// forgotten finds the flag that is followed by another flag instead of its value.
func (c *Command) forgotten(args []string) error {
	var before *Param
	for _, a := range args {
		if a == "--" {
			break
		}
		name, isFlag := strings.CutPrefix(a, "--")
		name, _, _ = strings.Cut(name, "=")
		at := slices.IndexFunc(c.Flags, func(f *Param) bool { return f.Name == name })
		known := isFlag && (at >= 0 || name == "help" || name == "version")
		if before != nil && known {
			return fmt.Errorf("--%s needs a value", before.Name)
		}
		before = nil
		if known && at >= 0 && !c.Flags[at].IsBool() && !strings.Contains(a, "=") {
			before = c.Flags[at]
		}
	}
	return nil
}

// take reads the arguments and sees that nothing is missing.
func (c *Command) take(flags *pflag.FlagSet) error {
	given := flags.Args()
	for i, a := range given {
		if i >= len(c.Args) {
			return fmt.Errorf("unexpected argument %s", quoted(a))
		}
		if err := c.Args[i].Set(a); err != nil {
			return fmt.Errorf("%s %w", c.Args[i].Placeholder, err)
		}
	}
	var missing []string
	for i, a := range c.Args {
		if i >= len(given) && a.Required {
			missing = append(missing, a.Placeholder)
		}
	}
	for _, f := range c.Flags {
		if f.Required && !flags.Changed(f.Name) {
			missing = append(missing, "--"+f.synopsis())
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("still missing: %s", strings.Join(missing, " "))
	}
	return nil
}

// words says what is wrong as people say it.
func (c *Command) words(err error) error {
	var (
		unknown *pflag.NotExistError
		empty   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return fmt.Errorf("unknown flag -%s", unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		names := []string{"help", "version"}
		for _, f := range c.Flags {
			names = append(names, f.Name)
		}
		return fmt.Errorf("unknown flag --%s%s", cut(unknown.GetSpecifiedName()), suggestion(unknown.GetSpecifiedName(), names, "--"))
	case errors.As(err, &empty):
		return fmt.Errorf("--%s needs a value", empty.GetFlag().Name)
	case errors.As(err, &invalid):
		return fmt.Errorf("--%s %w", invalid.GetFlag().Name, invalid.Unwrap())
	case errors.As(err, &syntax):
		return fmt.Errorf("%s is no flag", cut(syntax.GetSpecifiedFlag()))
	}
	return err
}

// Set takes a value from the command line; its error goes on after the name.
func (p *Param) Set(text string) error {
	if p.Enum != nil && !slices.Contains(p.Enum, text) {
		return fmt.Errorf("is one of %s, not %s", strings.Join(p.Enum, ", "), quoted(text))
	}
	switch p.into.Kind() {
	case reflect.String:
		p.into.SetString(text)
	case reflect.Slice:
		p.into.Set(reflect.Append(p.into, reflect.ValueOf(text)))
	case reflect.Bool:
		on, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("takes no value")
		}
		p.into.SetBool(on)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("is a whole number, not %s", quoted(text))
		}
		p.into.SetInt(int64(n))
	case reflect.Float64:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fmt.Errorf("is a number, not %s", quoted(text))
		}
		p.into.SetFloat(x)
	default:
		return fmt.Errorf("cannot hold a %s", p.into.Type())
	}
	p.typed = append(p.typed, text)
	return nil
}

// String is the value that a flag has.
func (p *Param) String() string {
	if p == nil || !p.into.IsValid() {
		return ""
	}
	return fmt.Sprint(p.into.Interface())
}

// Type is what kind of value a flag takes.
func (p *Param) Type() string { return p.into.Type().String() }

// quoted is what somebody typed, cut when it is long.
func quoted(text string) string { return strconv.Quote(cut(text)) }

func cut(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return text
}
