package dev.candor.audit.serving;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the OpenAPI document at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Candor audit")
                        .version("1")
                        .description(
                                "The transparency log of a rollup: checkpoints and tiles below /log/{rollupId} as C2SP tlog-tiles has"
                                        + " them, proofs, receipts, findings. Byte strings are 0x-hex in lower case, addresses checksummed"
                                        + " (ERC-55), integers of 64 bits and more decimal strings. Errors are problem details (RFC 9457)"
                                        + " of the types in spec/errors.md; formats and proofs are those of spec/log.md and"
                                        + " spec/receipts.md.")
                        .license(new License().name("Apache-2.0")));
    }
}
