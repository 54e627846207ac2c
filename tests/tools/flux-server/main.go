// Does what kustomize-controller does with a Kustomization, from its files to the objects that it applies, again and again
// in one process, by the controller's own libraries in the order of its `reconcile`. Each line of standard input is a JSON
// object that names with `op` what is asked; the answer is a line of JSON, with `error` and `stage` where it is refused.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"sort"
	"strings"

	"github.com/fluxcd/cli-utils/pkg/object"
	"github.com/fluxcd/pkg/envsubst"
	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/normalize"
	"github.com/fluxcd/pkg/ssa/utils"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

type request struct {
	Op string `json:"op"`

	// build
	Files         map[string]file   `json:"files"`
	Kustomization json.RawMessage   `json:"kustomization"`
	Cluster       []json.RawMessage `json:"cluster"`
	Strict        bool              `json:"strict"`

	// text: the variables to be put into the input; read: the input alone
	Input string            `json:"input"`
	Vars  map[string]string `json:"vars"`

	// normalize
	Object       json.RawMessage   `json:"object"`
	Labels       map[string]string `json:"labels"`
	Annotations  map[string]string `json:"annotations"`
	DryRun       bool              `json:"dryRun"`
	OnlyCABundle bool              `json:"onlyCABundle"`

	// order: "apiVersion|kind|namespace|name"; inventory: one such, or an id to be parsed
	Objects    []string `json:"objects"`
	StageKinds string   `json:"stageKinds"`
	ID         string   `json:"id"`
}

type answer map[string]any

// refused is an error with the stage that it comes from.
type refused struct {
	stage string
	err   error
}

func (r refused) Error() string { return r.err.Error() }

func main() {
	log.SetOutput(io.Discard)
	requests := bufio.NewReaderSize(os.Stdin, 1<<20)
	answers := json.NewEncoder(os.Stdout)
	answers.SetEscapeHTML(false)
	// What is printed on the way is no answer.
	os.Stdout, _ = os.Open(os.DevNull)
	os.Stderr, _ = os.Open(os.DevNull)
	for {
		line, err := requests.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked request
		result := answer{}
		if err := json.Unmarshal(line, &asked); err != nil {
			result["broken"] = err.Error()
		} else {
			respond(asked, result)
		}
		if err := answers.Encode(result); err != nil {
			return
		}
	}
}

func respond(asked request, result answer) {
	defer func() {
		if reason := recover(); reason != nil {
			result["error"] = fmt.Sprint("panic: ", reason)
		}
	}()
	operations := map[string]func(request, answer) error{
		"build": build, "text": text, "read": read, "normalize": normalized, "order": order, "inventory": inventory,
	}
	operation, known := operations[asked.Op]
	if !known {
		result["broken"] = "no op " + asked.Op
		return
	}
	if err := operation(asked, result); err != nil {
		result["error"] = err.Error()
		if at, ok := err.(refused); ok {
			result["stage"] = at.stage
		}
	}
}

func text(asked request, result answer) error {
	output, err := envsubst.Eval(asked.Input, func(name string) (string, bool) {
		value, exists := asked.Vars[name]
		return value, exists || !asked.Strict
	})
	if err != nil {
		return err
	}
	result["output"] = base64.StdEncoding.EncodeToString([]byte(output))
	return nil
}

func read(asked request, result answer) error {
	objects, err := utils.ReadObjects(strings.NewReader(asked.Input))
	if err != nil {
		return err
	}
	result["objects"] = contents(objects)
	return nil
}

func contents(objects []*unstructured.Unstructured) []any {
	list := []any{}
	for _, each := range objects {
		list = append(list, each.Object)
	}
	return list
}

func normalized(asked request, result answer) error {
	// As ReadObjects reads: whole numbers stay whole.
	given := &unstructured.Unstructured{}
	if err := given.UnmarshalJSON(asked.Object); err != nil {
		return err
	}
	switch {
	case asked.OnlyCABundle:
		utils.RemoveCABundleFromCRD(given)
	case asked.DryRun:
		if err := normalize.DryRunUnstructured(given); err != nil {
			return err
		}
	default:
		objects := []*unstructured.Unstructured{given}
		if err := normalize.UnstructuredList(objects); err != nil {
			return err
		}
		utils.SetCommonMetadata(objects, asked.Labels, asked.Annotations)
	}
	result["object"] = given.Object
	return nil
}

func named(text string) *unstructured.Unstructured {
	parts := strings.SplitN(text, "|", 4)
	result := &unstructured.Unstructured{Object: map[string]any{}}
	result.SetAPIVersion(parts[0])
	result.SetKind(parts[1])
	result.SetNamespace(parts[2])
	result.SetName(parts[3])
	return result
}

func order(asked request, result answer) error {
	kinds, err := utils.ParseGroupKindSet(asked.StageKinds)
	if err != nil {
		return err
	}
	texts := map[*unstructured.Unstructured]string{}
	var objects []*unstructured.Unstructured
	stages := make([][]*unstructured.Unstructured, 4)
	for _, each := range asked.Objects {
		one := named(each)
		texts[one] = each
		objects = append(objects, one)
		switch {
		case utils.IsClusterDefinition(one):
			stages[0] = append(stages[0], one)
		case utils.IsClassDefinition(one):
			stages[1] = append(stages[1], one)
		case utils.IsCustomStage(one, kinds):
			stages[2] = append(stages[2], one)
		default:
			stages[3] = append(stages[3], one)
		}
	}
	spelled := func(list []*unstructured.Unstructured) []string {
		spellings := []string{}
		for _, each := range list {
			spellings = append(spellings, texts[each])
		}
		return spellings
	}
	var staged [][]string
	for _, stage := range stages {
		sort.Stable(ssa.SortableUnstructureds(stage))
		staged = append(staged, spelled(stage))
	}
	sort.Stable(ssa.SortableUnstructureds(objects))
	result["stages"] = staged
	result["sorted"] = spelled(objects)
	formatted := []string{}
	for _, each := range objects {
		formatted = append(formatted, utils.FmtUnstructured(each))
	}
	result["formatted"] = formatted
	sort.Stable(sort.Reverse(ssa.SortableUnstructureds(objects)))
	result["delete"] = spelled(objects)
	return nil
}

func inventory(asked request, result answer) error {
	if asked.ID == "" {
		one := named(asked.Objects[0])
		result["id"] = object.UnstructuredToObjMetadata(one).String()
		result["v"] = one.GroupVersionKind().Version
		return nil
	}
	parsed, err := object.ParseObjMetadata(asked.ID)
	if err != nil {
		return err
	}
	result["group"] = parsed.GroupKind.Group
	result["kind"] = parsed.GroupKind.Kind
	result["namespace"] = parsed.Namespace
	result["name"] = parsed.Name
	return nil
}

func fromYAML(data []byte) (any, error) {
	var value any
	err := yaml.Unmarshal(data, &value)
	return value, err
}
