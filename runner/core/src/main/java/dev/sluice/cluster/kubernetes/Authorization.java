package dev.sluice.cluster.kubernetes;

import java.util.Optional;

/** What a caller shows an API server with each request. It may change while the program runs. */
interface Authorization {

    /** Shows nothing: anonymous, or known by a client certificate. */
    Authorization NONE = new Authorization() {
        @Override
        public Optional<String> header() {
            return Optional.empty();
        }

        @Override
        public boolean renew(Optional<String> refused) {
            return false;
        }
    };

    /** The value of the header; empty where there is none. */
    Optional<String> header();

    /**
     * The server did not accept a header: says whether there is another one now. Many callers can have shown the same
     * one; what was renewed for the first of them is good for all.
     *
     * @param refused what was shown
     */
    boolean renew(Optional<String> refused);

    /** A header that stays the same. */
    static Authorization of(String value) {
        return new Authorization() {
            @Override
            public Optional<String> header() {
                return Optional.of(value);
            }

            @Override
            public boolean renew(Optional<String> refused) {
                return false;
            }
        };
    }
}
