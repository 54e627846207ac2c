package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	securejoin "github.com/cyphar/filepath-securejoin"
	"github.com/fluxcd/pkg/kustomize"
	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/normalize"
	"github.com/fluxcd/pkg/ssa/utils"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// file is one entry of a source tree: a text, or a link, or an empty directory.
type file struct {
	Text      string `json:"text"`
	Link      string `json:"link"`
	Directory bool   `json:"directory"`
}

// cluster answers the ConfigMaps and Secrets that exist, and nothing else.
type cluster struct {
	client.Client
	objects []*unstructured.Unstructured
}

func (c cluster) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	kind := "ConfigMap"
	if _, secret := into.(*corev1.Secret); secret {
		kind = "Secret"
	}
	for _, each := range c.objects {
		if each.GetKind() == kind && each.GetName() == key.Name && each.GetNamespace() == key.Namespace {
			return runtime.DefaultUnstructuredConverter.FromUnstructured(each.Object, into)
		}
	}
	return errors.NewNotFound(schema.GroupResource{Resource: kind}, key.Name)
}

func build(asked request, result answer) error {
	root, err := os.MkdirTemp("", "flux-server")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return err
	}
	// What lies beside the source is not to be reached.
	source := filepath.Join(root, "source")
	if err := write(source, asked.Files); err != nil {
		return err
	}
	var spec unstructured.Unstructured
	if err := spec.UnmarshalJSON(asked.Kustomization); err != nil {
		return err
	}
	objects := cluster{}
	for _, each := range asked.Cluster {
		one := &unstructured.Unstructured{}
		if err := one.UnmarshalJSON(each); err != nil {
			return err
		}
		objects.objects = append(objects.objects, one)
	}
	built, err := built(source, spec, objects, asked.Strict, result)
	if err != nil {
		return err
	}
	result["built"] = string(built)
	finished, err := finished(built, spec)
	if err != nil {
		return err
	}
	result["finished"] = contents(finished)
	return nil
}

func write(root string, files map[string]file) error {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return err
	}
	for name, each := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		var err error
		switch {
		case each.Directory:
			err = os.MkdirAll(path, 0o755)
		case each.Link != "":
			err = os.Symlink(each.Link, path)
		default:
			err = os.WriteFile(path, []byte(each.Text), 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func built(root string, spec unstructured.Unstructured, objects cluster, strict bool, result answer) ([]byte, error) {
	path, _, _ := unstructured.NestedString(spec.Object, "spec", "path")
	directory, err := securejoin.SecureJoin(root, path)
	if err != nil {
		return nil, refused{"path", err}
	}
	if _, err := os.Stat(directory); err != nil {
		return nil, refused{"path", err}
	}
	generator := kustomize.NewGenerator(root, spec)
	content, _, _, err := generator.GenerateManifest(directory)
	if err != nil {
		return nil, refused{"generate", err}
	}
	if result["file"], err = fromYAML(content); err != nil {
		return nil, refused{"generate", err}
	}
	if _, err := kustomize.NewGenerator(root, spec).WriteFile(directory); err != nil {
		return nil, refused{"generate", err}
	}
	resources, err := kustomize.SecureBuild(root, directory, false)
	if err != nil {
		return nil, refused{"build", err}
	}
	_, postBuild, _ := unstructured.NestedMap(spec.Object, "spec", "postBuild")
	strategy, _, _ := unstructured.NestedString(spec.Object, "spec", "postBuild", "substituteStrategy")
	for _, each := range resources.Resources() {
		if each.GetName() == "" || each.GetKind() == "" || each.GetApiVersion() == "" {
			return nil, refused{"conventions", fmt.Errorf("no apiVersion, kind and name: %v", each.String())}
		}
		if !postBuild {
			continue
		}
		replaced, err := kustomize.SubstituteVariables(context.Background(), objects, spec, each,
			kustomize.SubstituteWithStrict(strict), kustomize.SubstituteWithAlways(strategy == "Always"))
		if err != nil {
			return nil, refused{"substitute", err}
		}
		if replaced != nil {
			if _, err := resources.Replace(each); err != nil {
				return nil, refused{"substitute", err}
			}
		}
	}
	content, err = resources.AsYaml()
	if err != nil {
		return nil, refused{"build", err}
	}
	return content, nil
}

func finished(built []byte, spec unstructured.Unstructured) ([]*unstructured.Unstructured, error) {
	objects, err := utils.ReadObjects(bytes.NewReader(built))
	if err != nil {
		return nil, refused{"read", err}
	}
	owner := ssa.NewResourceManager(nil, nil, ssa.Owner{Field: "kustomize-controller", Group: "kustomize.toolkit.fluxcd.io"})
	owner.SetOwnerLabels(objects, spec.GetName(), spec.GetNamespace())
	if err := normalize.UnstructuredList(objects); err != nil {
		return nil, refused{"apply", err}
	}
	if metadata, found, _ := unstructured.NestedMap(spec.Object, "spec", "commonMetadata"); found {
		labels, _, _ := unstructured.NestedStringMap(metadata, "labels")
		annotations, _, _ := unstructured.NestedStringMap(metadata, "annotations")
		utils.SetCommonMetadata(objects, labels, annotations)
	}
	for _, each := range objects {
		_, sops := each.Object["sops"]
		if sops && each.GetKind() == "Secret" && each.GetAPIVersion() == "v1" {
			return nil, refused{"apply", fmt.Errorf("%s is SOPS encrypted", utils.FmtUnstructured(each))}
		}
		utils.RemoveCABundleFromCRD(each)
		if _, err := json.Marshal(each.Object); err != nil {
			return nil, refused{"apply", err}
		}
	}
	return objects, nil
}
