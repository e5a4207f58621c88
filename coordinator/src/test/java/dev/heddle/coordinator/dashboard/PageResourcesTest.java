package dev.heddle.coordinator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class PageResourcesTest {

    private static final Pattern IMPORT = Pattern.compile("from '(/webjars/[^']+)'");

    private interface Check {
        void with(MockMvc mvc) throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/app/main.js", "/app/heddle.css", "/no-such-page"})
    void everyPageForbidsOtherOrigins(String path) {
        served(mvc -> mvc.perform(get(path))
                .andExpect(header().string("Content-Security-Policy", PageHeaders.CONTENT_SECURITY_POLICY))
                .andExpect(header().string("X-Content-Type-Options", "nosniff")));
    }

    @Test
    void filesAreTaggedByContentAndNeverByTime() {
        served(mvc -> {
            String tag = mvc.perform(get("/app/main.js"))
                    .andExpect(status().isOk())
                    .andExpect(header().string("Cache-Control", "no-cache"))
                    .andExpect(header().doesNotExist("Last-Modified"))
                    .andReturn()
                    .getResponse()
                    .getHeader("ETag");
            assertThat(tag).matches("\"[0-9a-f]{16}\"");
            mvc.perform(get("/app/main.js").header("If-None-Match", Objects.requireNonNull(tag)))
                    .andExpect(status().isNotModified());
            mvc.perform(get("/app/main.js").header("If-None-Match", "\"older\""))
                    .andExpect(status().isOk());
        });
    }

    @Test
    void pageNeedsNoScriptOrStyleOfItsOwnInTheMarkup() {
        assertThat(resource("/static/index.html"))
                .doesNotContain(" style=", " onclick=", "<style")
                .doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void libraryIsWhereThePageImportsItFrom() {
        Matcher imports = IMPORT.matcher(resource("/static/app/lit.js"));
        List<String> paths = imports.results().map(found -> found.group(1)).toList();
        assertThat(paths).isNotEmpty().allSatisfy(path -> {
            assertThat(resource("/META-INF/resources" + path)).isNotBlank();
            served(mvc -> mvc.perform(get(path)).andExpect(status().isOk()));
        });
    }

    @Test
    void rootIsThePage() {
        served(mvc -> mvc.perform(get("/index.html"))
                .andExpect(status().isOk())
                .andExpect(content().string(resource("/static/index.html"))));
        served(mvc -> assertThat(mvc.perform(get("/")).andReturn().getResponse().getForwardedUrl())
                .isEqualTo("index.html"));
    }

    private static void served(Check check) {
        new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
                .withUserConfiguration(PageResources.class, PageHeadersFilter.class)
                .run(context -> check.with(MockMvcBuilders.webAppContextSetup(context)
                        .addFilters(context.getBean(PageHeadersFilter.class))
                        .build()));
    }

    private static String resource(String path) {
        try (InputStream in = PageResourcesTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
