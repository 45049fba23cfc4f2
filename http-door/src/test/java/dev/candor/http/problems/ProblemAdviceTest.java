package dev.candor.http.problems;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class ProblemAdviceTest {
    private final MockMvc door = MockMvcBuilders.standaloneSetup(new Entries())
            .setControllerAdvice(new ProblemAdvice())
            .build();

    @RestController
    static class Entries {
        @GetMapping("/entries/{page}")
        String entries(@PathVariable int page, @RequestParam String topic, @RequestParam Order order) {
            return topic + page + order;
        }

        @PostMapping(path = "/entries", consumes = MediaType.APPLICATION_JSON_VALUE)
        String add(@RequestBody String entry) {
            return entry;
        }
    }

    enum Order {
        UP,
        DOWN
    }

    @Test
    void namesAParameterThatIsMissing() throws Exception {
        refused(
                get("/entries/1").param("order", "UP"),
                400,
                "invalid-request",
                "Expected the parameter topic, found none.");
    }

    @Test
    void saysWhatFormAParameterHas() throws Exception {
        refused(
                get("/entries/one").param("topic", "a").param("order", "UP"),
                400,
                "invalid-request",
                "Expected page to be a number of the documented form, found something else.");
        refused(
                get("/entries/1").param("topic", "a").param("order", "<script>"),
                400,
                "invalid-request",
                "Expected order to be UP or DOWN, found something else.");
    }

    @Test
    void saysWhichMethodAndMediaTypeAPathTakes() throws Exception {
        refused(put("/entries"), 405, "method-not-allowed", "Expected POST on this path, found another method.");
        refused(
                post("/entries").contentType(MediaType.TEXT_PLAIN).content("a"),
                415,
                "unsupported-media-type",
                "Expected application/json, found another media type.");
    }

    @Test
    void saysWhereThePathsAreListed() throws Exception {
        refused(get("/nothing"), 404, "not-found", "Expected a path of this service, found another: see /v3/api-docs.");
    }

    private void refused(RequestBuilder request, int status, String kind, String detail) throws Exception {
        door.perform(request)
                .andExpect(status().is(status))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("urn:candor:problem:" + kind))
                .andExpect(jsonPath("$.detail").value(detail));
    }
}
