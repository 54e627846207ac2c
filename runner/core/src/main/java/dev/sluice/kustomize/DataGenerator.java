package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a ConfigMap or a Secret of literals and files. After kustomize's {@code api/internal/generators}. */
final class DataGenerator implements Generator {

    /** Kustomize breaks base64 of more than one line of this length. */
    private static final int LINE_LENGTH = 70;

    private final boolean secret;
    private final GeneratorArguments arguments;
    private final KustomizationFiles files;
    private final Origin origin;

    private DataGenerator(boolean secret, GeneratorArguments arguments, KustomizationFiles files, Origin origin) {
        this.secret = secret;
        this.arguments = arguments;
        this.files = files;
        this.origin = origin;
    }

    static DataGenerator ofConfigMap(GeneratorArguments arguments, KustomizationFiles files, Origin origin) {
        return new DataGenerator(false, arguments, files, origin);
    }

    static DataGenerator ofSecret(GeneratorArguments arguments, KustomizationFiles files, Origin origin) {
        return new DataGenerator(true, arguments, files, origin);
    }

    @Override
    public List<Resource> generate() {
        if (arguments.name().isEmpty()) {
            throw new BuildException("a " + (secret ? "secret" : "configmap") + " must have a name");
        }
        ObjectNode content = Nodes.mapping();
        content.put("apiVersion", "v1").put("kind", secret ? "Secret" : "ConfigMap");
        ObjectNode metadata = content.putObject("metadata").put("name", arguments.name());
        if (!arguments.namespace().isEmpty()) {
            metadata.put("namespace", arguments.namespace());
        }
        Map<String, byte[]> data = new KeyValueSources(files).read(arguments, origin.toString());
        if (secret) {
            content.put("type", arguments.type().isEmpty() ? "Opaque" : arguments.type());
            ObjectNode encoded = content.putObject("data");
            data.forEach((key, value) -> encoded.put(TextKeys.unquoted(key), base64(value)));
        } else {
            data.forEach((key, value) -> putData(content, TextKeys.unquoted(key), value));
        }
        addOptions(content, metadata);
        var resource = new Resource(content, origin);
        resource.setBehavior(arguments.behavior());
        if (!arguments.options().disableNameSuffixHash()) {
            resource.needHash();
        }
        return List.of(resource);
    }

    private void addOptions(ObjectNode content, ObjectNode metadata) {
        put(metadata, "labels", arguments.options().labels());
        put(metadata, "annotations", arguments.options().annotations());
        if (arguments.options().immutable()) {
            content.put("immutable", true);
        }
    }

    private static void put(ObjectNode metadata, String field, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode mapping = metadata.putObject(field);
            new TreeMap<>(values).forEach((key, value) -> mapping.put(TextKeys.unquoted(key), value));
        }
    }

    /** What is no UTF-8 text stands in {@code binaryData}. */
    private static void putData(ObjectNode content, String key, byte[] value) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            if (YamlWriter.isUnreadable(text)) {
                throw new BuildException(
                        "the text of \"" + key + "\" begins with a tab, which kustomize takes for wrong indentation",
                        "begin it with an empty line or with blanks");
            }
            Nodes.mapping(content, "data").put(key, text);
        } catch (CharacterCodingException e) {
            Nodes.mapping(content, "binaryData").put(key, base64(value));
        }
    }

    private static String base64(byte[] value) {
        String encoded = Base64.getEncoder().encodeToString(value);
        if (encoded.length() < LINE_LENGTH) {
            return encoded;
        }
        var lines = new StringBuilder();
        for (int i = 0; i < encoded.length(); i += LINE_LENGTH) {
            lines.append(encoded, i, Math.min(encoded.length(), i + LINE_LENGTH))
                    .append('\n');
        }
        return lines.toString();
    }
}
