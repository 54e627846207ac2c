// Runs `kustomize build` again and again in one process: a process each needs most of its time to start. Each line of
// standard input is a JSON list, the arguments of one build; the answer is a line of JSON.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"sigs.k8s.io/kustomize/kustomize/v5/commands/build"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type answer struct {
	Output string `json:"output"`
	Error  string `json:"error,omitempty"`
	Panic  string `json:"panic,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	requests := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	// What is printed on the way is no answer.
	os.Stdout, _ = os.Open(os.DevNull)
	for {
		line, err := requests.ReadBytes('\n')
		if err != nil {
			return
		}
		var arguments []string
		if err := json.Unmarshal(line, &arguments); err != nil {
			log.Fatal(err)
		}
		if err := answers.Encode(run(arguments)); err != nil {
			return
		}
	}
}

func run(arguments []string) (result answer) {
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{Panic: fmt.Sprint(reason)}
		}
	}()
	var output bytes.Buffer
	command := build.NewCmdBuild(filesys.MakeFsOnDisk(), build.MakeHelp("kustomize", "build"), &output)
	command.SetArgs(arguments)
	command.SetOut(io.Discard)
	command.SetErr(io.Discard)
	command.SilenceErrors = true
	if err := command.Execute(); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Output: output.String()}
}
