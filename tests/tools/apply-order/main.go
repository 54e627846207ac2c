// Writes runner/core/src/main/resources/dev/sluice/change/apply-order.json: the order in which Flux applies kinds, from
// the table in fluxcd/pkg ssa/sort.go (Apache-2.0; see NOTICE). Run it in this directory: go run . >…/apply-order.json
package main

import (
	"encoding/json"
	"os"

	"github.com/fluxcd/pkg/ssa"
)

func main() {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	table := map[string]any{
		"source": "github.com/fluxcd/pkg/ssa v0.77.0, sort.go",
		"first":  ssa.ReconcileOrder.First,
		"last":   ssa.ReconcileOrder.Last,
	}
	if err := encoder.Encode(table); err != nil {
		panic(err)
	}
}
