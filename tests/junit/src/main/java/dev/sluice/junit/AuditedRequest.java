package dev.sluice.junit;

import org.jspecify.annotations.Nullable;

/**
 * A request as the API server's audit log tells it.
 *
 * @param user who sent it
 * @param impersonatedUser as whom it was to be done, if that is another
 * @param verb Kubernetes' word: {@code get}, {@code list}, {@code watch}, {@code create}, {@code patch} …
 * @param uri its path and query
 * @param code the status it was answered with; 0 while it is not
 */
public record AuditedRequest(
        String user, @Nullable String impersonatedUser, String verb, String uri, int code, String userAgent) {}
