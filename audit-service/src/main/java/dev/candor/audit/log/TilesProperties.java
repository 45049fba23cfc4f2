package dev.candor.audit.log;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param directory of the store FILES */
@ConfigurationProperties("candor.tiles")
record TilesProperties(Kind store, Path directory) {
    enum Kind {
        POSTGRES,
        FILES
    }
}
