package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// logAnnotation holds what the containers of a pod are said to have written.
const logAnnotation = "sluice.dev/test-pod-log"

// serveLogs answers the one request that the API server sends to a kubelet in these tests, and the port it listens on.
func serveLogs(client kubernetes.Interface) (int, error) {
	certificate, err := selfSigned()
	if err != nil {
		return 0, err
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err != nil {
		return 0, err
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", func(response http.ResponseWriter, request *http.Request) {
		pod, err := client.CoreV1().Pods(request.PathValue("namespace")).
			Get(request.Context(), request.PathValue("pod"), metav1.GetOptions{})
		if err != nil {
			http.Error(response, err.Error(), http.StatusNotFound)
			return
		}
		text, found := pod.Annotations[logAnnotation]
		if !found {
			text = "container " + request.PathValue("container") + " started"
		}
		fmt.Fprint(response, tail(text, request.URL.Query().Get("tailLines")))
	})
	go func() {
		fmt.Fprintln(os.Stderr, "kwok: logs:", http.Serve(listener, routes))
	}()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func tail(text string, count string) string {
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	if wanted, err := strconv.Atoi(count); err == nil && wanted >= 0 && wanted < len(lines) {
		lines = lines[len(lines)-wanted:]
	}
	return strings.Join(lines, "")
}

// selfSigned makes the certificate of a kubelet, which the API server does not check.
func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().AddDate(1, 0, 0),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{certificate}, PrivateKey: key}, nil
}
