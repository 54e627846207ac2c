package dev.sluice.tests.scenarios;

/** Files as SOPS leaves them. Nobody has their key: the values are of the right shape and no more. */
final class SopsFiles {

    /** The encrypted value in {@link #SECRET}. */
    static final String VALUE =
            "ENC[AES256_GCM,data:VcU3CdI=,iv:0Rr1wZ7Jq8mJ2o3pV5x9yA1bC3dE5fG7hI9jK1lM3nA=,tag:3q2+7w/3q2+7w/3q2+7w/w==,type:str]";

    /** A Secret {@code pgp}, encrypted for an OpenPGP key, with its value under {@code stringData}. */
    static final String SECRET = """
            -- secrets/pgp.yaml --
            apiVersion: v1
            kind: Secret
            metadata:
                name: pgp
            stringData:
                key: %s
            sops:
                lastmodified: "2026-11-21T12:58:14Z"
                mac: ENC[AES256_GCM,data:RMBDZ9Gbsd+bOOW5S2b91w==,iv:4eD+qj29Gjas6/6BA2rN6FGiLWGxUu92FKHV1ujO+LQ=,tag:MWmkX2RUHTCPVrytN7D0ow==,type:str]
                pgp:
                    - created_at: "2026-11-21T12:58:14Z"
                      enc: |-
                        -----BEGIN PGP MESSAGE-----

                        hQEMA5jTxQYBAAAAAQf/
                        -----END PGP MESSAGE-----
                      fp: 0123456789ABCDEF0123456789ABCDEF01234567
                encrypted_regex: ^(data|stringData)$
                version: 3.13.2
            """.formatted(VALUE);

    /** The workshop's Kustomization and its source, in the namespaces that a cluster scene fills in. */
    static final String UNIT = """
            -- clusters/cluster01/secrets.yaml --
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata:
              name: my-secrets-repo
              namespace: ${fleet}
            spec:
              interval: 1m
              url: ${git}/my-secrets.git
              ref:
                branch: main
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: secrets
              namespace: ${fleet}
            spec:
              interval: 10m
              path: "./secrets"
              prune: true
              sourceRef:
                kind: GitRepository
                name: my-secrets-repo
              targetNamespace: ${apps}
              decryption:
                provider: sops
                secretRef:
                  name: sops-gpg
            """;

    /** The same without its last block: nothing is to be decrypted. */
    static final String UNIT_WITHOUT_DECRYPTION = UNIT.substring(0, UNIT.indexOf("  decryption:"));

    private SopsFiles() {}
}
