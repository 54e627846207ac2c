package dev.sluice.cluster;

import java.util.Collection;
import java.util.List;

/** Asks an API server what it is and what it would let a run do. */
public interface AccessCheck {

    /** The server's version as it says it: {@code v1.35.4}. */
    String version();

    /** Those of the requests that the server would refuse (one SelfSubjectAccessReview each). */
    List<Denial> denied(Collection<AccessRequest> requests);

    /**
     * A request that a run will make.
     *
     * @param subresource empty for the object itself
     * @param namespace empty for a cluster-scoped object, and for a request over all namespaces
     */
    record AccessRequest(String verb, String group, String kind, String subresource, String namespace) {}

    /**
     * A request that would be refused.
     *
     * @param resource the kind's resource, for a Role: {@code deployments}
     * @param reason what the server says, possibly nothing
     */
    record Denial(AccessRequest request, String resource, String reason) {}
}
