// Writes the tables that Kustomize defines as resources of runner/core: field specs, kind order, patch schemas, scopes.
// Run by ../kustomize-tables.sh; the tables' source is sigs.k8s.io/kustomize (Apache-2.0).
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/openapi"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/yaml"
)

func main() {
	api, target := os.Args[1], os.Args[2]
	writeFieldSpecs(filepath.Join(api, "internal/konfig/builtinpluginconsts"), filepath.Join(target, "field-specs.json"))
	writeKindOrder(filepath.Join(api, "internal/builtins/SortOrderTransformer.go"), filepath.Join(target, "kind-order.json"))
	types := writeSchemas(filepath.Join(target, "patch-schemas.json"))
	writeScopes(types, filepath.Join(target, "scopes.txt"))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// writeFieldSpecs joins the YAML constants that the package's GetDefaultFieldSpecs names.
func writeFieldSpecs(directory, target string) {
	constants := map[string]ast.Expr{}
	var names []string
	for _, file := range must(filepath.Glob(filepath.Join(directory, "*.go"))) {
		ast.Inspect(must(parser.ParseFile(token.NewFileSet(), file, nil, 0)), func(node ast.Node) bool {
			switch found := node.(type) {
			case *ast.ValueSpec:
				if len(found.Values) == 1 {
					constants[found.Names[0].Name] = found.Values[0]
				}
			case *ast.FuncDecl:
				if found.Name.Name == "GetDefaultFieldSpecs" {
					names = identifiers(found.Body)
				}
			}
			return true
		})
	}
	specs := map[string]any{}
	for _, name := range names {
		if _, found := constants[name]; !found {
			continue
		}
		var part map[string]any
		if err := yaml.Unmarshal([]byte(textOf(constants[name], constants)), &part); err != nil {
			panic(err)
		}
		for key, value := range part {
			specs[key] = value
		}
	}
	writeJSON(specs, target)
}

func identifiers(body ast.Node) (names []string) {
	ast.Inspect(body, func(node ast.Node) bool {
		if identifier, ok := node.(*ast.Ident); ok {
			names = append(names, identifier.Name)
		}
		return true
	})
	return names
}

// textOf answers the value of a constant: a literal, another constant, or a sum of both.
func textOf(expression ast.Expr, constants map[string]ast.Expr) string {
	switch part := expression.(type) {
	case *ast.BasicLit:
		return must(strconv.Unquote(part.Value))
	case *ast.Ident:
		return textOf(constants[part.Name], constants)
	case *ast.BinaryExpr:
		return textOf(part.X, constants) + textOf(part.Y, constants)
	}
	panic(fmt.Sprintf("unexpected constant %T", expression))
}

func writeKindOrder(file, target string) {
	order := map[string][]string{}
	parsed := must(parser.ParseFile(token.NewFileSet(), file, nil, 0))
	ast.Inspect(parsed, func(node ast.Node) bool {
		value, ok := node.(*ast.ValueSpec)
		if !ok || len(value.Values) != 1 {
			return true
		}
		list, ok := value.Values[0].(*ast.CompositeLit)
		if !ok {
			return true
		}
		for _, element := range list.Elts {
			if literal, ok := element.(*ast.BasicLit); ok {
				name := strings.ToLower(strings.TrimPrefix(value.Names[0].Name, "defaultOrder"))
				order[name] = append(order[name], must(strconv.Unquote(literal.Value)))
			}
		}
		return true
	})
	writeJSON(order, target)
}

// writeSchemas keeps of the built-in OpenAPI document what a strategic merge asks for: the way to lists that merge.
func writeSchemas(target string) []kyaml.TypeMeta {
	definitions := openapi.Schema().Definitions
	wanted := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for name, definition := range definitions {
			if !wanted[name] && prune(definition, wanted) != nil {
				wanted[name] = true
				changed = true
			}
		}
	}
	result := map[string]any{}
	var types []kyaml.TypeMeta
	for name, definition := range definitions {
		pruned := prune(definition, wanted)
		kinds, _ := definition.Extensions["x-kubernetes-group-version-kind"].([]any)
		for _, kind := range kinds {
			fields := kind.(map[string]any)
			version, _ := fields["version"].(string)
			if group, _ := fields["group"].(string); group != "" {
				version = group + "/" + version
			}
			types = append(types, kyaml.TypeMeta{APIVersion: version, Kind: fields["kind"].(string)})
		}
		if pruned != nil {
			if kinds != nil {
				pruned["x-kubernetes-group-version-kind"] = kinds
			}
			result[name] = pruned
		}
	}
	writeJSON(map[string]any{"definitions": result}, target)
	return types
}

func prune(schema spec.Schema, wanted map[string]bool) map[string]any {
	result := map[string]any{}
	if reference := schema.Ref.String(); reference != "" {
		if !wanted[strings.TrimPrefix(reference, "#/definitions/")] {
			return nil
		}
		return map[string]any{"$ref": reference}
	}
	properties := map[string]any{}
	for name, property := range schema.Properties {
		if pruned := prune(property, wanted); pruned != nil {
			properties[name] = pruned
		}
	}
	if len(properties) > 0 {
		result["properties"] = properties
	}
	if schema.AdditionalProperties != nil && schema.AdditionalProperties.Schema != nil {
		if pruned := prune(*schema.AdditionalProperties.Schema, wanted); pruned != nil {
			result["additionalProperties"] = pruned
		}
	}
	if schema.Items != nil && schema.Items.Schema != nil {
		if pruned := prune(*schema.Items.Schema, wanted); pruned != nil {
			result["items"] = pruned
		}
	}
	if _, found := schema.Extensions["x-kubernetes-patch-strategy"]; found {
		for _, name := range []string{
			"x-kubernetes-patch-strategy", "x-kubernetes-patch-merge-key", "x-kubernetes-list-map-keys"} {
			if value, found := schema.Extensions[name]; found {
				result[name] = value
			}
		}
	}
	if len(result) == 0 {
		return nil
	}
	if schema.Items != nil {
		result["type"] = "array"
	}
	return result
}

// writeScopes asks for each type before the schemas are loaded again, so that only the precomputed table answers.
func writeScopes(types []kyaml.TypeMeta, target string) {
	openapi.ResetOpenAPI()
	types = append(types, kyaml.TypeMeta{APIVersion: "policy/v1beta1", Kind: "PodSecurityPolicy"})
	lines := map[string]bool{}
	for _, meta := range types {
		if namespaced, found := openapi.IsNamespaceScoped(meta); found && !namespaced {
			lines[meta.APIVersion+" "+meta.Kind] = true
		}
	}
	sorted := make([]string, 0, len(lines))
	for line := range lines {
		sorted = append(sorted, line)
	}
	sort.Strings(sorted)
	file := must(os.Create(target))
	defer file.Close()
	writer := bufio.NewWriter(file)
	defer writer.Flush()
	for _, line := range sorted {
		fmt.Fprintln(writer, line)
	}
}

// writeJSON writes compact JSON with sorted keys, so that the same tables are the same bytes.
func writeJSON(value any, target string) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	if err := os.WriteFile(target, buffer.Bytes(), 0o644); err != nil {
		panic(err)
	}
}
