package dev.candor.audit.log;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class TileStoreChoice {

    @Bean
    TileStore tileStore(TilesProperties properties, JdbcTemplate jdbc) {
        return switch (properties.store()) {
            case POSTGRES -> new PostgresTileStore(jdbc);
            case FILES -> new FileTileStore(properties.directory());
        };
    }
}
