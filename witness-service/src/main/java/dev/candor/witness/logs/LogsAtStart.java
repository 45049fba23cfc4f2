package dev.candor.witness.logs;

import dev.candor.tlog.Parsed;
import dev.candor.tlog.VerifierKey;
import dev.candor.witness.identity.WitnessProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Takes the configured file over before the first request is served; a file that cannot be read stops the start. */
@Component
class LogsAtStart implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(LogsAtStart.class);

    private final WitnessProperties properties;
    private final LogRegister register;

    LogsAtStart(WitnessProperties properties, LogRegister register) {
        this.properties = properties;
        this.register = register;
    }

    @Override
    public void afterSingletonsInstantiated() {
        String file = properties.witness().logsFile();
        List<VerifierKey> keys = file.isEmpty() ? List.of() : read(Path.of(file));
        register.takeOver(keys);
        log.info("{} keys of logs from the file \"{}\"", keys.size(), file);
    }

    private static List<VerifierKey> read(Path file) {
        try {
            if (Files.size(file) > LogsFile.MAX_BYTES) {
                throw refused(file, "more than " + LogsFile.MAX_BYTES + " bytes");
            }
            return switch (LogsFile.read(Files.readAllBytes(file))) {
                case Parsed.Malformed<List<VerifierKey>>(String why) -> throw refused(file, why);
                case Parsed.Ok<List<VerifierKey>>(List<VerifierKey> keys) -> keys;
            };
        } catch (IOException e) {
            throw refused(file, e.toString());
        }
    }

    private static IllegalStateException refused(Path file, String found) {
        return new IllegalStateException(
                "Expected a list of logs in %s (candor.witness.logs-file), found: %s".formatted(file, found));
    }
}
