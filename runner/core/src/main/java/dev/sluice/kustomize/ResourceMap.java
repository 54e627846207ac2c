package dev.sluice.kustomize;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a build in their order; no two have the same identity. Who asks for objects may change them until the
 * next question: what was lent is looked at again then, and nothing else. After kustomize's
 * {@code api/resmap/reswrangler.go}.
 */
final class ResourceMap {

    /** By their places; what is deleted leaves a gap. */
    private final NavigableMap<Integer, Resource> resources = new TreeMap<>();

    private final Set<Resource> lent = new LinkedHashSet<>();
    private @Nullable List<Resource> all;
    private @Nullable ResourceIndex index;
    private int end;

    /** All objects. */
    List<Resource> resources() {
        // To find out what became of each would cost more than a new index, which perhaps nobody asks for.
        index = null;
        lent.clear();
        return list();
    }

    /** All objects, to be looked at and not to be changed. */
    List<Resource> list() {
        if (all == null) {
            all = List.copyOf(resources.values());
        }
        return all;
    }

    /**
     * @throws BuildException if an object of the same identity is there, naming both places
     */
    void add(Resource resource) {
        ResourceIndex known = index();
        Resource present = known.find(resource.currentId().key());
        if (present != null) {
            throw new BuildException(
                    "the object " + describe(resource) + " (" + resource.origin()
                            + ") may not be added: it is there already, from " + present.origin()
                            + " (already registered id: " + resource.currentId() + ")",
                    Conflict.hint(present, resource));
        }
        put(end++, resource, known);
    }

    void addAll(Iterable<Resource> more) {
        more.forEach(this::add);
    }

    private void put(int position, Resource resource, ResourceIndex known) {
        resources.put(position, resource);
        known.put(position, resource);
        all = null;
    }

    /** Adds a generated object, or puts it in place of the one of its name, as its behavior says. */
    void absorb(Resource resource) {
        ResourceId id = resource.currentId();
        List<Resource> matches = matchingAnyId(id.name(), id::sameAs);
        if (matches.isEmpty()) {
            if (resource.behavior() == Behavior.MERGE || resource.behavior() == Behavior.REPLACE) {
                throw new BuildException(
                        "the object " + describe(resource) + " does not exist; cannot merge or replace it (id " + id
                                + ")",
                        NearMisses.hint(id, list()));
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
        ResourceIndex known = index();
        int position = known.position(old);
        known.remove(old);
        put(position, resource, known);
    }

    /** To be called after objects were changed: drops what was deleted. */
    void changed() {
        ResourceIndex known = index;
        if (known == null) {
            keep(resource -> !resource.isDeleted());
            return;
        }
        settle(known);
    }

    void keep(Predicate<Resource> wanted) {
        if (resources.values().removeIf(wanted.negate())) {
            forgetOrder();
        }
    }

    void reorder(List<Resource> ordered) {
        resources.clear();
        ordered.forEach(resource -> resources.put(end++, resource));
        forgetOrder();
    }

    private void forgetOrder() {
        index = null;
        all = null;
        lent.clear();
    }

    /** The objects that a test is true of. */
    List<Resource> matching(Predicate<Resource> wanted) {
        return lend(list(), wanted);
    }

    /** The objects that a test is true of and one of whose past and present names matches. */
    List<Resource> matching(TextPattern name, Predicate<Resource> wanted) {
        return name.isAny() ? matching(wanted) : lend(index().named(name), wanted);
    }

    /** The objects that a test is true of and that have or had a name. */
    List<Resource> matching(String name, Predicate<Resource> wanted) {
        return lend(index().named(name), wanted);
    }

    /** The objects one of whose past and present ids has a name and matches. */
    List<Resource> matchingAnyId(String name, Predicate<ResourceId> matches) {
        return matching(name, resource -> resource.isOrWas(matches));
    }

    private List<Resource> lend(List<Resource> candidates, Predicate<Resource> wanted) {
        List<Resource> found = candidates.stream()
                .filter(resource -> !resource.isDeleted() && wanted.test(resource))
                .toList();
        lent.addAll(found);
        return found;
    }

    /** The one object that is or was called so. */
    Resource get(ResourceId id) {
        List<Resource> matches = matchingAnyId(id.name(), id::sameAs);
        if (matches.size() == 1) {
            return matches.get(0);
        }
        String found = matches.isEmpty() ? "no matches for Id " : "multiple matches for Id ";
        throw new BuildException(
                found + id + "; failed to find unique target for patch " + id, NearMisses.hint(id, list()));
    }

    /**
     * @throws BuildException if two objects have the same identity now
     */
    void requireUnique(String cause) {
        Twin twin = twin(cause);
        if (twin != null) {
            throw twin.conflict();
        }
    }

    /**
     * The same for the whole build, where no step is known to have caused it.
     *
     * @throws dev.sluice.failure.InvalidInput at the second of the two
     */
    void requireUnique() {
        Twin twin = twin("the build");
        if (twin != null) {
            throw twin.conflict().at(twin.second().origin().toString());
        }
    }

    /** An object of the identity of one before it. */
    private record Twin(Resource second, BuildException conflict) {}

    private @Nullable Twin twin(String cause) {
        if (index().isUnique()) {
            return null;
        }
        var seen = new HashMap<ResourceId.Key, Resource>();
        Twin first = null;
        int others = 0;
        for (Resource resource : list()) {
            Resource other = resource.isDeleted()
                    ? null
                    : seen.putIfAbsent(resource.currentId().key(), resource);
            if (other != null && first == null) {
                String what = cause + " produces ID conflict: " + describe(resource) + " comes from " + other.origin()
                        + " and from " + resource.origin();
                first = new Twin(resource, new BuildException(what, Conflict.hint(other, resource)));
            } else if (other != null) {
                others++;
            }
        }
        if (first == null || others == 0) {
            return first;
        }
        String what = first.conflict().what() + " (and " + others + " more are alike)";
        return new Twin(
                first.second(), new BuildException(what, first.conflict().hint()));
    }

    /**
     * @throws BuildException if a patch left an object without kind or name; after {@code GetValidatedMetadata} of kyaml
     */
    void requireNamed() {
        for (Resource resource : resources()) {
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

    private ResourceIndex index() {
        ResourceIndex known = index;
        if (known == null) {
            known = new ResourceIndex();
            resources.forEach(known::put);
            index = known;
            lent.clear();
        } else {
            settle(known);
        }
        return known;
    }

    /** Brings the index up to date with what was lent, and drops what was deleted. */
    private void settle(ResourceIndex known) {
        for (Resource resource : lent) {
            int position = known.position(resource);
            if (resource.isDeleted()) {
                known.remove(resource);
                resources.remove(position);
                all = null;
            } else {
                known.put(position, resource);
            }
        }
        lent.clear();
    }

    static String describe(Resource resource) {
        String namespace = resource.namespace().isEmpty() ? "" : resource.namespace() + "/";
        return resource.kind() + "/" + namespace + resource.name();
    }
}
