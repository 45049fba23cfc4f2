package dev.candor.sequencer.query;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets pages of other origins use {@code /v1}; credentials are never allowed. */
@Configuration(proxyBeanMethods = false)
class RestCors implements WebMvcConfigurer {
    private static final long PREFLIGHT_SECONDS = 3600;

    private final QueryProperties properties;

    RestCors(QueryProperties properties) {
        this.properties = properties;
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        allow(registry.addMapping("/v1/transactions"), "POST");
        allow(registry.addMapping("/v1/**"), "GET", "HEAD");
        allow(registry.addMapping("/v3/api-docs/**"), "GET", "HEAD");
    }

    private void allow(CorsRegistration mapping, String... methods) {
        mapping.allowedOrigins(properties.corsOrigins().toArray(String[]::new))
                .allowedMethods(methods)
                .allowedHeaders("Content-Type", "Last-Event-ID", "If-None-Match")
                .exposedHeaders("ETag", "Location", "Retry-After")
                .maxAge(PREFLIGHT_SECONDS);
    }
}
