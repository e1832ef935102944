// Command oracle answers what sigs.k8s.io/yaml makes of a YAML text.
//
// It reads JSON strings from standard input, each a whole YAML text, and prints for each one line:
// {"json": "..."} with the JSON text that YAMLToJSON gives, or {"error": "..."} with its refusal.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON  *string `json:"json,omitempty"`
	Error *string `json:"error,omitempty"`
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	err := run(os.Stdin, out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	questions := json.NewDecoder(bufio.NewReader(in))
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	for {
		var text string
		err := questions.Decode(&text)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading a question: %w", err)
		}
		if err := answers.Encode(ask(text)); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
	}
}

// ask turns a panic of the library into an error, so that one odd text does not lose the answers to the others.
func ask(text string) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = refusal(fmt.Sprintf("panic: %v", r))
		}
	}()
	converted, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return refusal(err.Error())
	}
	s := string(converted)
	return answer{JSON: &s}
}

func refusal(message string) answer {
	return answer{Error: &message}
}
