// Command kwok is the only node of the test cluster: kwok with stages of ours, and a kubelet's endpoint for logs.
package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"dev.sluice/cluster/parent"
	"github.com/spf13/pflag"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/kwok/pkg/config"
	"sigs.k8s.io/kwok/pkg/kwok/cmd"
	"sigs.k8s.io/kwok/pkg/log"
	"sigs.k8s.io/kwok/pkg/utils/signals"
)

const nodeName = "node"

//go:embed stages.yaml
var stages string

func main() {
	parent.Watch()
	kubeconfig := flag.String("kubeconfig", "", "of a user who may do everything")
	flag.Parse()
	if err := run(signals.SetupSignalContext(), *kubeconfig); err != nil {
		fmt.Fprintln(os.Stderr, "kwok:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, kubeconfig string) error {
	restConfig, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(restConfig)
	if err != nil {
		return err
	}
	port, err := serveLogs(client)
	if err != nil {
		return err
	}
	if err := create(ctx, client); err != nil {
		return err
	}
	configuration, err := os.CreateTemp("", "stages-*.yaml")
	if err != nil {
		return err
	}
	defer os.Remove(configuration.Name())
	_, err = configuration.WriteString(strings.ReplaceAll(stages, "$KUBELET_PORT", strconv.Itoa(port)))
	if err != nil {
		return err
	}
	return simulate(ctx, configuration.Name(), "--kubeconfig", kubeconfig, "--manage-all-nodes", "--node-ip", "127.0.0.1")
}

// create makes the node, which a kubelet would register, and the class of volumes that the stages provide.
func create(ctx context.Context, client kubernetes.Interface) error {
	node := &corev1.Node{ObjectMeta: metav1.ObjectMeta{
		Name: nodeName,
		Labels: map[string]string{
			"kubernetes.io/hostname": nodeName,
			"kubernetes.io/os":       "linux",
			"kubernetes.io/arch":     "amd64",
		},
	}}
	_, err := client.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{})
	if err != nil && !errors.IsAlreadyExists(err) {
		return err
	}
	class := &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{
			Name:        "standard",
			Annotations: map[string]string{"storageclass.kubernetes.io/is-default-class": "true"},
		},
		Provisioner: "sluice.dev/test-volume",
	}
	_, err = client.StorageV1().StorageClasses().Create(ctx, class, metav1.CreateOptions{})
	if err != nil && !errors.IsAlreadyExists(err) {
		return err
	}
	return nil
}

// simulate is kwok's own main with arguments of ours.
func simulate(ctx context.Context, configuration string, arguments ...string) error {
	os.Args = append([]string{"kwok", "--config", configuration}, arguments...)
	flags := pflag.NewFlagSet("global", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {}
	ctx, _ = log.InitFlags(ctx, flags)
	ctx, err := config.InitFlags(ctx, flags)
	if err != nil {
		return err
	}
	command := cmd.NewCommand(ctx)
	command.PersistentFlags().AddFlagSet(flags)
	return command.ExecuteContext(ctx)
}
