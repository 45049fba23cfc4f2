package dev.candor.http.problems;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Problem details for a service that imports this class. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ContainerErrors.class})
public class ProblemConfiguration {

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit() {
        FilterRegistrationBean<BodyLimit> filter = new FilterRegistrationBean<>(new BodyLimit());
        filter.addUrlPatterns("/v1/*");
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ServerErrors.class.getName());
            }
        });
    }
}
