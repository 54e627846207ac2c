package dev.sluice.kustomize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a build in their order; no two have the same identity. Transformers change the objects themselves, so
 * the indexes are thrown away after each ({@link #changed}). After kustomize's {@code api/resmap/reswrangler.go}.
 */
final class ResourceMap {

    private List<Resource> resources = new ArrayList<>();
    private @Nullable Map<ResourceId.Key, Resource> byCurrentId;
    private @Nullable Map<String, List<Resource>> byAnyName;

    List<Resource> resources() {
        return List.copyOf(resources);
    }

    /**
     * @throws BuildException if an object of the same identity is there, naming both places
     */
    void add(Resource resource) {
        Resource present = byCurrentId().putIfAbsent(resource.currentId().key(), resource);
        if (present != null) {
            throw new BuildException(
                    "the object " + describe(resource) + " (" + resource.origin()
                            + ") may not be added: it is there already, from " + present.origin()
                            + " (already registered id: " + resource.currentId() + ")",
                    Conflict.hint(present, resource));
        }
        resources.add(resource);
        if (byAnyName != null) {
            index(byAnyName, resource);
        }
    }

    void addAll(Iterable<Resource> more) {
        more.forEach(this::add);
    }

    /** Adds a generated object, or puts it in place of the one of its name, as its behavior says. */
    void absorb(Resource resource) {
        ResourceId id = resource.currentId();
        List<Resource> matches = matchingAnyId(id.name(), id::sameAs);
        if (matches.isEmpty()) {
            if (resource.behavior() == Behavior.MERGE || resource.behavior() == Behavior.REPLACE) {
                throw new BuildException(
                        "the object " + describe(resource)
                                + " does not exist; cannot merge or replace it (id " + id + ")",
                        NearMisses.hint(id, resources));
            }
            add(resource);
            return;
        }
        if (matches.size() > 1) {
            throw new BuildException("found multiple objects that could accept the merge of " + describe(resource));
        }
        replace(matches.get(0), resource, id);
    }

    private void replace(Resource old, Resource resource, ResourceId id) {
        switch (resource.behavior()) {
            case REPLACE -> resource.inheritFrom(old);
            case MERGE -> {
                String origin = old.annotations().get(BuildOrigin.ANNOTATION);
                resource.inheritFrom(old);
                resource.addDataOf(old);
                if (origin != null) {
                    resource.annotate(BuildOrigin.ANNOTATION, origin);
                }
            }
            case CREATE, UNSPECIFIED ->
                throw new BuildException("the object " + describe(resource) + " (id " + id + ") exists already, from "
                        + old.origin() + "; behavior must be merge or replace");
        }
        resources.set(resources.indexOf(old), resource);
        changed();
    }

    /** To be called after objects were changed: forgets the indexes and drops what was deleted. */
    void changed() {
        byCurrentId = null;
        byAnyName = null;
        if (resources.stream().anyMatch(Resource::isDeleted)) {
            keep(resource -> !resource.isDeleted());
        }
    }

    void keep(Predicate<Resource> wanted) {
        resources = new ArrayList<>(resources.stream().filter(wanted).toList());
        byCurrentId = null;
        byAnyName = null;
    }

    void reorder(List<Resource> ordered) {
        resources = new ArrayList<>(ordered);
    }

    /** To be called after an object's name or kind was changed in the middle of a transformer. */
    void renamed() {
        byCurrentId = null;
        byAnyName = null;
    }

    /** The objects one of whose past and present ids has a name and matches. */
    List<Resource> matchingAnyId(String name, Predicate<ResourceId> matches) {
        return byAnyName().getOrDefault(name, List.of()).stream()
                .filter(resource ->
                        !resource.isDeleted() && resource.allIds().stream().anyMatch(matches))
                .toList();
    }

    /** The one object that is or was called so. */
    Resource get(ResourceId id) {
        List<Resource> matches = matchingAnyId(id.name(), id::sameAs);
        if (matches.size() == 1) {
            return matches.get(0);
        }
        String found = matches.isEmpty() ? "no matches for Id " : "multiple matches for Id ";
        throw new BuildException(
                found + id + "; failed to find unique target for patch " + id, NearMisses.hint(id, resources));
    }

    /**
     * @throws BuildException if two objects have the same identity now
     */
    void requireUnique(String cause) {
        var seen = new HashMap<ResourceId.Key, Resource>();
        BuildException conflict = null;
        int others = 0;
        for (Resource resource : resources) {
            Resource other =
                    resource.isDeleted() ? null : seen.putIfAbsent(resource.currentId().key(), resource);
            if (other != null && conflict == null) {
                String what = cause + " produces ID conflict: " + describe(resource) + " comes from " + other.origin()
                        + " and from " + resource.origin();
                conflict = new BuildException(what, Conflict.hint(other, resource));
            } else if (other != null) {
                others++;
            }
        }
        if (conflict != null) {
            throw others == 0
                    ? conflict
                    : new BuildException(conflict.what() + " (and " + others + " more are alike)", conflict.hint());
        }
    }

    /**
     * @throws BuildException if a patch left an object without kind or name; after {@code GetValidatedMetadata} of kyaml
     */
    void requireNamed() {
        for (Resource resource : resources) {
            if (resource.isDeleted()) {
                continue;
            }
            boolean nameless = resource.name().isEmpty() && !resource.kind().endsWith("List");
            if (resource.kind().isEmpty() || nameless) {
                throw new BuildException("missing " + (resource.kind().isEmpty() ? "kind" : "metadata.name")
                        + " in the object of " + resource.origin() + " after the build");
            }
        }
    }

    private Map<ResourceId.Key, Resource> byCurrentId() {
        if (byCurrentId == null) {
            byCurrentId = new HashMap<>();
            for (Resource resource : resources) {
                byCurrentId.put(resource.currentId().key(), resource);
            }
        }
        return byCurrentId;
    }

    private Map<String, List<Resource>> byAnyName() {
        if (byAnyName == null) {
            var index = new HashMap<String, List<Resource>>();
            for (Resource resource : resources) {
                index(index, resource);
            }
            byAnyName = index;
        }
        return byAnyName;
    }

    private static void index(Map<String, List<Resource>> index, Resource resource) {
        resource.allNames().forEach(name -> index.computeIfAbsent(name, key -> new ArrayList<>(1))
                .add(resource));
    }

    static String describe(Resource resource) {
        String namespace = resource.namespace().isEmpty() ? "" : resource.namespace() + "/";
        return resource.kind() + "/" + namespace + resource.name();
    }
}
