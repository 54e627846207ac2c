// Command toxiproxy is Toxiproxy's server, ending with the process that started it: faults on the way to any other server.
package main

import (
	"flag"
	"fmt"
	"os"

	"dev.sluice/cluster/parent"
	"github.com/Shopify/toxiproxy/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

func main() {
	parent.Watch()
	address := flag.String("listen", "127.0.0.1:8474", "where its HTTP API is")
	flag.Parse()
	logger := zerolog.New(os.Stderr).With().Timestamp().Logger().Level(zerolog.WarnLevel)
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), logger)
	if err := server.Listen(*address); err != nil {
		fmt.Fprintln(os.Stderr, "toxiproxy:", err)
		os.Exit(1)
	}
}
