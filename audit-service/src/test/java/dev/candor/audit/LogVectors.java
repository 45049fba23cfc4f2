package dev.candor.audit;

import dev.candor.localservers.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of spec/ that Java must agree with. */
public final class LogVectors {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LogVectors() {}

    /** spec/vectors/log.json. */
    public static JsonNode read() {
        return read("spec/vectors/log.json");
    }

    public static JsonNode read(String path) {
        try {
            return JSON.readTree(
                    Files.readString(Repository.root().orElseThrow().resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonNode> cases(JsonNode array) {
        return array.valueStream().toList();
    }
}
