package dev.candor.audit.serving;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets pages of any origin read: all of it is public, and credentials are never allowed. */
@Configuration(proxyBeanMethods = false)
class LogCors implements WebMvcConfigurer {
    private static final long PREFLIGHT_SECONDS = 3600;

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        for (String path : new String[] {"/log/**", "/v1/**", "/v3/api-docs/**"}) {
            registry.addMapping(path)
                    .allowedOrigins("*")
                    .allowedMethods("GET", "HEAD", "POST")
                    .allowedHeaders("Content-Type", "If-None-Match")
                    .exposedHeaders("ETag", "Location", "Retry-After")
                    .maxAge(PREFLIGHT_SECONDS);
        }
    }
}
