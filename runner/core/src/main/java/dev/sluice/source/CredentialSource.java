package dev.sluice.source;

import dev.sluice.source.SourceSpec.Credentials;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the credentials of a host come from: the object's own Secret, {@code sluice.yaml}, the CI's own token. */
public final class CredentialSource {

    /**
     * @param entries {@code spec.credentials} of {@code sluice.yaml}, in the order of the file
     * @param environment the environment of the process
     */
    public CredentialSource(List<HostCredential> entries, Map<String, String> environment) {
        throw new UnsupportedOperationException("" + entries.size() + environment.size());
    }

    /** The credentials for an address: the Secret where there is one, else what is known of the address's host. */
    public Optional<Credentials> credentialsFor(String url, Optional<Credentials> secret) {
        throw new UnsupportedOperationException(url + secret);
    }
}
