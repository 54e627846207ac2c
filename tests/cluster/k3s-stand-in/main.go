// Command k3s-stand-in is not k3s. It takes the arguments that Testcontainers gives to k3s and starts the programs of the
// test cluster instead, so that what speaks to K3sContainer can be tried where no image can be pulled.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	directory  = "/var/lib/cluster"
	kubeconfig = "/etc/rancher/k3s/k3s.yaml"
	server     = "https://127.0.0.1:6443"
	limit      = 2 * time.Minute
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "k3s-stand-in:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	hosts := []string{"localhost", "127.0.0.1", "10.0.0.1", "kubernetes.default.svc"}
	var apiServer []string
	for _, argument := range arguments {
		if host, found := strings.CutPrefix(argument, "--tls-san="); found {
			hosts = append(hosts, host)
		}
		if value, found := strings.CutPrefix(argument, "--kube-apiserver-arg="); found {
			apiServer = append(apiServer, "--"+value)
		}
	}
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return err
	}
	authority, err := newAuthority()
	if err != nil {
		return err
	}
	if err := writeFiles(authority, hosts); err != nil {
		return err
	}
	ended := make(chan error)
	if err := startServers(authority, apiServer, ended); err != nil {
		return err
	}
	// The line that K3sContainer waits for.
	fmt.Println("Node controller sync successful (k3s-stand-in)")
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM, syscall.SIGINT)
	select {
	case <-told:
		return nil
	case err := <-ended:
		return err
	}
}

func writeFiles(authority *authority, hosts []string) error {
	if err := authority.serving(path("server.crt"), path("server.key"), hosts); err != nil {
		return err
	}
	if err := os.WriteFile(path("ca.crt"), authority.pem, 0o600); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(kubeconfig), 0o700); err != nil {
		return err
	}
	users := map[string]string{
		kubeconfig:               "system:admin",
		path("controllers.yaml"): "system:kube-controller-manager",
		path("scheduler.yaml"):   "system:kube-scheduler",
	}
	for file, user := range users {
		text, err := authority.kubeconfig(user)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func startServers(authority *authority, apiServer []string, ended chan<- error) error {
	start(ended, "etcd", "--unsafe-no-fsync", "--log-level=warn", "--data-dir="+path("etcd"))
	if err := await("etcd", func() bool { return listens("127.0.0.1:2379") }); err != nil {
		return err
	}
	start(ended, "kube-apiserver", append([]string{
		"--etcd-servers=http://127.0.0.1:2379",
		"--bind-address=0.0.0.0",
		"--advertise-address=127.0.0.1",
		"--secure-port=6443",
		"--tls-cert-file=" + path("server.crt"),
		"--tls-private-key-file=" + path("server.key"),
		"--client-ca-file=" + path("ca.crt"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + path("server.key"),
		"--service-account-signing-key-file=" + path("server.key"),
		"--service-cluster-ip-range=10.0.0.0/16",
		"--authorization-mode=RBAC",
		"--allow-privileged",
		"--endpoint-reconciler-type=none",
		"--kubelet-preferred-address-types=InternalIP",
	}, apiServer...)...)
	client, err := authority.client("system:admin")
	if err != nil {
		return err
	}
	if err := await("kube-apiserver", func() bool { return answer(client, "/readyz") != "" }); err != nil {
		return err
	}
	start(ended, "kube-controller-manager",
		"--kubeconfig="+path("controllers.yaml"),
		"--authentication-kubeconfig="+path("controllers.yaml"),
		"--authorization-kubeconfig="+path("controllers.yaml"),
		"--service-account-private-key-file="+path("server.key"),
		"--root-ca-file="+path("ca.crt"),
		"--use-service-account-credentials",
		"--leader-elect=false",
		"--secure-port=0",
		"--controllers=*,-node-ipam-controller,-cloud-node-lifecycle-controller")
	start(ended, "kube-scheduler",
		"--kubeconfig="+path("scheduler.yaml"),
		"--authentication-kubeconfig="+path("scheduler.yaml"),
		"--authorization-kubeconfig="+path("scheduler.yaml"),
		"--leader-elect=false",
		"--secure-port=0")
	start(ended, "kwok", "--kubeconfig="+kubeconfig)
	return await("the node", func() bool {
		return strings.Contains(answer(client, "/api/v1/nodes/node"), `"phase":"Running"`) &&
			answer(client, "/api/v1/namespaces/default/serviceaccounts/default") != ""
	})
}

// start runs a program until the container ends; a program that ends by itself ends the container.
func start(ended chan<- error, name string, arguments ...string) {
	command := exec.Command("/bin/"+name, arguments...)
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	go func() {
		ended <- fmt.Errorf("%s ended: %v", name, command.Run())
	}()
}

func await(what string, ready func() bool) error {
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if ready() {
			return nil
		}
	}
	return fmt.Errorf("%s was not ready after %s", what, limit)
}

func listens(address string) bool {
	connection, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	connection.Close()
	return true
}

// answer is what is at a path, or nothing while there is no answer.
func answer(client *http.Client, path string) string {
	response, err := client.Get(server + path)
	if err != nil {
		return ""
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return ""
	}
	return string(body)
}

func path(name string) string {
	return filepath.Join(directory, name)
}

func trusting(certificates []byte, own tls.Certificate) *http.Client {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certificates)
	return &http.Client{
		Timeout:   10 * time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, Certificates: []tls.Certificate{own}}},
	}
}
