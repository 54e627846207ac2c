// Package parent ends a server with the process that started it, also when that one is killed and cannot say so.
package parent

import (
	"os"
	"strconv"
	"time"
)

const (
	// pidVariable names the process to watch; without it a server runs until it is told to stop.
	pidVariable = "SLUICE_CLUSTER_PARENT"
	// directoryVariable names what nobody else removes when the parent was killed.
	directoryVariable = "SLUICE_CLUSTER_DIRECTORY"
	interval          = 200 * time.Millisecond
)

// Watch ends this process as soon as its parent is another one than it was started with.
func Watch() {
	pid, err := strconv.Atoi(os.Getenv(pidVariable))
	if err != nil {
		return
	}
	go func() {
		// An orphan gets another parent, so a pid that is taken again by another process does not matter.
		for os.Getppid() == pid {
			time.Sleep(interval)
		}
		if directory := os.Getenv(directoryVariable); directory != "" {
			// The servers that are still there may write meanwhile: whoever ends last finds it quiet.
			for attempt := 0; attempt < 3 && os.RemoveAll(directory) != nil; attempt++ {
				time.Sleep(interval)
			}
		}
		os.Exit(1)
	}()
}
