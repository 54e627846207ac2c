package dev.sluice.junit;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who may log in to an API server of ours, by bearer token. */
final class Credentials {

    static final String CONTROLLERS = "system:kube-controller-manager";
    static final String SCHEDULER = "system:kube-scheduler";
    static final String NODE = "kwok";

    private static final List<String> MASTERS = List.of("system:masters");
    private static final int TOKEN_BYTES = 16;
    private static final int KEY_BITS = 2048;

    private final Map<String, List<String>> groups;
    private final Map<String, String> tokens;

    private Credentials(Map<String, List<String>> groups, Map<String, String> tokens) {
        this.groups = groups;
        this.tokens = tokens;
    }

    /** Those of the cluster's components and of some more users. */
    static Credentials of(Map<String, List<String>> users, SecureRandom random) {
        var groups = new TreeMap<>(users);
        groups.put(TestCluster.ADMIN, MASTERS);
        groups.put(CONTROLLERS, List.of());
        groups.put(SCHEDULER, List.of());
        groups.put(NODE, MASTERS);
        var tokens = new HashMap<String, String>();
        groups.keySet().forEach(user -> tokens.put(user, token(random)));
        return new Credentials(groups, tokens);
    }

    Set<String> users() {
        return groups.keySet();
    }

    String tokenOf(String user) {
        String token = tokens.get(user);
        if (token == null) {
            throw new IllegalArgumentException(
                    "no user " + user + " in this cluster; there are " + String.join(", ", users()));
        }
        return token;
    }

    /** What {@code kube-apiserver --token-auth-file} reads. */
    String tokenFile() {
        return groups.entrySet().stream()
                .map(user -> "%s,%s,%s,\"%s\"\n"
                        .formatted(
                                tokenOf(user.getKey()),
                                user.getKey(),
                                user.getKey(),
                                String.join(",", user.getValue())))
                .collect(Collectors.joining());
    }

    /** A new key for the tokens of service accounts, in PEM. */
    static String serviceAccountKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(SecureRandom random) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
