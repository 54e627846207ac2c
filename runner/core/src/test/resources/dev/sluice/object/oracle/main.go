// Prints the tables beside this folder: what Kubernetes' and Kustomize's own code makes of the inputs in inputs.json.
//
//	go run . scalars > ../scalars.tsv; go run . documents > ../documents.tsv; go run . written > ../written.tsv
//
// Each line is tab-separated JSON: the input, then the answer, or the text "error" where it is refused.
package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/yaml"
)

//go:embed inputs.json
var inputs []byte

const refused = `"error"`

func kubernetes(text string) string {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader([]byte(text))))
	documents := []json.RawMessage{}
	for {
		document, err := reader.Read()
		if err == io.EOF {
			return encode(documents)
		}
		if err != nil {
			return refused
		}
		value, err := yaml.YAMLToJSON(document)
		if err != nil {
			return refused
		}
		documents = append(documents, value)
	}
}

func kustomize(text string) string {
	nodes, err := kio.FromBytes([]byte(text))
	if err != nil {
		return refused
	}
	documents := []json.RawMessage{}
	for _, node := range nodes {
		value, err := node.MarshalJSON()
		if err != nil {
			return refused
		}
		documents = append(documents, value)
	}
	return encode(documents)
}

func written(value string) string {
	text, err := yaml.JSONToYAML([]byte(value))
	if err != nil {
		return refused
	}
	return encode(string(text))
}

func encode(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return string(bytes.TrimSpace(text.Bytes()))
}

func main() {
	var tables struct {
		Scalars   []string `json:"scalars"`
		Documents []string `json:"documents"`
		Written   []any    `json:"written"`
	}
	decoder := json.NewDecoder(bytes.NewReader(inputs))
	decoder.UseNumber()
	if err := decoder.Decode(&tables); err != nil {
		panic(err)
	}
	switch os.Args[1] {
	case "scalars":
		for _, scalar := range tables.Scalars {
			text := "a:\n  b: " + scalar + "\n"
			fmt.Printf("%s\t%s\t%s\n", encode(scalar), kubernetes(text), kustomize(text))
		}
	case "documents":
		for _, text := range tables.Documents {
			fmt.Printf("%s\t%s\t%s\n", encode(text), kubernetes(text), kustomize(text))
		}
	case "written":
		for _, value := range tables.Written {
			fmt.Printf("%s\t%s\n", encode(value), written(encode(value)))
		}
	}
}
