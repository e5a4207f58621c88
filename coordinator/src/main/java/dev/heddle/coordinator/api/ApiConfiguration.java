package dev.heddle.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.heddle.coordinator.api.watch.WatchHub;
import dev.heddle.coordinator.engine.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Puts REST together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
class ApiConfiguration {

    /** Characters of a token at least: fewer could be guessed. */
    private static final int MIN_TOKEN_CHARS = 16;

    @Bean
    static BeanFactoryPostProcessor bindGuard(Environment environment) {
        return factory -> BindGuard.check(environment);
    }

    /** A body means exactly what it says: nothing is guessed, skipped or converted. */
    @Bean
    JsonMapperBuilderCustomizer strictBodies() {
        return builder -> builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL));
    }

    /** Nearer to the request than Tomcat's own valve, whose page of HTML is then not needed. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat(JsonMapper mapper) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(mapper)));
    }

    @Bean
    Pages pages() {
        return new Pages(System::nanoTime);
    }

    @Bean
    WatchHub watchHub(Engine engine, Indexes indexes, ControlPlane control) {
        return new WatchHub(engine, indexes::newest, control::now);
    }

    @Bean
    ReadInterceptor readInterceptor(Engine engine, Indexes indexes, ImageWaits waits, Pages pages) {
        return new ReadInterceptor(engine, indexes, waits, pages);
    }

    @Bean
    WebMvcConfigurer readings(ReadInterceptor reads) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(reads).addPathPatterns("/api/v1/**");
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(reads);
            }
        };
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(
            ApiSettings settings, ProblemWriter problems, Environment environment) {
        Set<String> names = new HashSet<>(settings.allowedHosts().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
        AccessFilter.Hosts hosts = new AccessFilter.Hosts(names, BindGuard.insecure(environment));
        return registered(new AccessFilter(problems, token(settings.tokenFile()), hosts), 0, "/*");
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(ProblemWriter problems) {
        return registered(new BodyLimitFilter(problems), 1, "/*");
    }

    @Bean
    FilterRegistrationBean<LeaderForwardFilter> leaderForwardFilter(
            ControlPlane control, ProblemWriter problems, ImageWaits waits, ApiSettings settings) {
        return registered(new LeaderForwardFilter(control, problems, waits, settings), 2, "/api/v1/*");
    }

    @Bean
    ClientTurns clientTurns(ApiSettings settings) {
        return new ClientTurns(settings.maxChangesPerClient(), settings.replyTimeout());
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> registered(
            F filter, int place, String pattern) {
        FilterRegistrationBean<F> bean = new FilterRegistrationBean<>(filter);
        bean.addUrlPatterns(pattern);
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 100 + place);
        return bean;
    }

    private static Optional<byte[]> token(@Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            String token = Files.readString(file).strip();
            if (token.length() < MIN_TOKEN_CHARS) {
                throw new IllegalStateException("The token in " + file + " (heddle.rest.token-file) has fewer than "
                        + MIN_TOKEN_CHARS + " characters; write a longer random one.");
            }
            return Optional.of(token.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The token file " + file + " (heddle.rest.token-file) cannot be read: " + e.getMessage(), e);
        }
    }
}
