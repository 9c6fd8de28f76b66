// Package cmdline reads command lines into structs. A struct is a command and
// its fields are the flags, by these tags:
//
//	help         what it does, in one sentence
//	arg          it is an argument and no flag; with the tag optional it may be left out
//	name, short  its name, unless that is the field's with dashes, and a letter for it
//	placeholder  what stands for its value in the help
//	enum         the values that it takes, with commas between them
//	default      its value when it is not given
//	required     it must be given
//
// Fields are strings, booleans, integers, float64 or, for what can be given many
// times, slices of strings. Fields of embedded structs count as the command's
// own. Other tags are left to whoever reads them with Param.Tag.
//
// No method is looked up by its name, so that the linker drops what is not called.
package cmdline

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// ErrHelp and ErrVersion are asked for instead of running a command.
var (
	ErrHelp    = errors.New("help was asked for")
	ErrVersion = errors.New("the version was asked for")
)

// Program is all commands of a program.
type Program struct {
	Name     string
	About    string // in paragraphs
	Commands []*Command
}

// Command is one command with its flags and arguments.
type Command struct {
	Name string
	Help string // one sentence
	// Into points to the struct that a command line is read into.
	Into    any
	Default bool // runs when no command is named
	Flags   []*Param
	Args    []*Param
}

// Param is a flag or an argument.
type Param struct {
	Name        string
	Help        string
	Placeholder string
	Enum        []string
	Tag         reflect.StructTag
	Required    bool
	into        reflect.Value
	typed       []string
}

// Typed are the values that stand on the command line, the last one of a flag
// that takes one; a default is none of them.
func (p *Param) Typed() []string {
	if n := len(p.typed); n > 1 && p.into.Kind() != reflect.Slice {
		return p.typed[n-1:]
	}
	return p.typed
}

// IsOn tells whether it stands on the command line, a switch not as --x=false.
func (p *Param) IsOn() bool {
	return len(p.typed) > 0 && (!p.IsBool() || p.into.Bool())
}

// IsText tells whether what it takes is a text, or several.
func (p *Param) IsText() bool {
	return p.into.Kind() == reflect.String || p.into.Kind() == reflect.Slice
}

// IsBool tells whether a flag takes no value.
func (p *Param) IsBool() bool { return p.into.Kind() == reflect.Bool }

// New describes a program by a pointer to a struct with a field a command, each
// with the tags help, name and, for the one that runs unasked, default.
func New(name, about string, commands any) *Program {
	p := &Program{Name: name, About: about}
	all := reflect.ValueOf(commands).Elem()
	for i := range all.NumField() {
		field := all.Type().Field(i)
		c := &Command{Name: nameOf(field), Help: field.Tag.Get("help"), Into: all.Field(i).Addr().Interface()}
		_, c.Default = field.Tag.Lookup("default")
		c.describe(all.Field(i))
		p.Commands = append(p.Commands, c)
	}
	return p
}

func (c *Command) describe(v reflect.Value) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Anonymous {
			c.describe(v.Field(i))
			continue
		}
		if !field.IsExported() {
			continue
		}
		p := &Param{Name: nameOf(field), Help: field.Tag.Get("help"), Placeholder: field.Tag.Get("placeholder"), Tag: field.Tag, into: v.Field(i)}
		if p.Placeholder == "" {
			p.Placeholder = strings.ToUpper(p.Name)
		}
		if values := field.Tag.Get("enum"); values != "" {
			p.Enum = strings.Split(values, ",")
		}
		_, p.Required = field.Tag.Lookup("required")
		if _, isArg := field.Tag.Lookup("arg"); !isArg {
			c.Flags = append(c.Flags, p)
			continue
		}
		_, optional := field.Tag.Lookup("optional")
		p.Required = !optional
		c.Args = append(c.Args, p)
	}
}

// nameOf is the tag name, or the field's name as in fail-on.
func nameOf(field reflect.StructField) string {
	if name := field.Tag.Get("name"); name != "" {
		return name
	}
	var b strings.Builder
	for i, r := range field.Name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func (p *Program) command(name string) *Command {
	for _, c := range p.Commands {
		if c.Name == name {
			return c
		}
	}
	return nil
}

func (p *Program) byDefault() *Command {
	for _, c := range p.Commands {
		if c.Default {
			return c
		}
	}
	return nil
}

// choose gives the command that a command line is of, nil for the program
// itself, and what follows its name.
func (p *Program) choose(args []string) (*Command, []string, error) {
	if len(args) > 0 {
		if c := p.command(args[0]); c != nil {
			return c, args[1:], nil
		}
	}
	c := p.byDefault()
	switch {
	case len(args) == 0 || strings.HasPrefix(args[0], "-") && args[0] != "-" || c != nil && len(c.Args) > 0 && isPath(args[0]):
		return c, args, nil
	}
	var names []string
	for _, c := range p.Commands {
		names = append(names, c.Name)
	}
	return nil, nil, fmt.Errorf("there is no command %s%s", quoted(args[0]), suggestion(args[0], names, ""))
}

// isPath tells a file, as an argument of the command that runs unasked, from a
// command that was misspelt.
func isPath(arg string) bool { return strings.ContainsAny(arg, `./\`) }
