package dev.heddle.coordinator.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;

/** The API's description of itself. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    /** What the names of all lists' schemas begin with. */
    private static final String LIST = "Page";

    private static final String PROBLEM = "#/components/schemas/Problem";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Reading.class);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Heddle")
                        .version("v1")
                        .description("Coordinates GPUs and IMEX channels of multi-node NVLink fabrics.")
                        .license(new License().name("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .components(new Components().addSchemas("Problem", problem()));
    }

    private static Schema<?> problem() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema())
                .addProperty("message", new StringSchema())
                .addProperty("fix", new StringSchema());
        Schema<?> verdicts = new ArraySchema().items(new Schema<>().$ref("#/components/schemas/CliqueVerdict"));
        return new ObjectSchema()
                .description("Why a request was not done (RFC 9457), with what to do about it.")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("code", new StringSchema().description("CamelCase; programs go by this"))
                .addProperty("errors", new ArraySchema().items(error))
                .addProperty("verdicts", verdicts);
    }

    /** Every operation may end in a problem, and every read may name the version that it must see. */
    @Bean
    OperationCustomizer problemsAndVersions() {
        return (operation, handler) -> {
            MediaType problem = new MediaType().schema(new Schema<>().$ref(PROBLEM));
            operation
                    .getResponses()
                    .addApiResponse(
                            "default",
                            new ApiResponse()
                                    .description("A problem")
                                    .content(new Content().addMediaType("application/problem+json", problem)));
            Class<?> answer = handler.getMethod().getReturnType();
            if (answer == dev.heddle.coordinator.api.dto.Page.class) {
                operation.addParametersItem(query("limit", new IntegerSchema(), "rows of a page, at most 1000"));
                operation.addParametersItem(query("page", new StringSchema(), "nextPage of the page before"));
            }
            if (handler.hasMethodAnnotation(GetMapping.class)) {
                operation.addParametersItem(query(
                        "minVersion",
                        new StringSchema(),
                        "wait up to two seconds for this version, <epoch>.<sequence>"));
            }
            return operation;
        };
    }

    private static Parameter query(String name, Schema<?> schema, String description) {
        return new Parameter().in("query").name(name).schema(schema).description(description);
    }

    /** Sorted, so that two runs write the same, and with the fields that are always there. */
    @Bean
    OpenApiCustomizer sortedWithRequiredFields() {
        return description -> {
            Paths paths = new Paths();
            new TreeMap<>(description.getPaths()).forEach(paths::addPathItem);
            description.setPaths(paths);
            Components components = description.getComponents();
            components.setSchemas(new TreeMap<>(components.getSchemas()));
            Map<String, Set<String>> required = RequiredFields.bySchema();
            components
                    .getSchemas()
                    .forEach((name, schema) ->
                            require(schema, required.getOrDefault(name.startsWith(LIST) ? LIST : name, Set.of())));
        };
    }

    private static void require(Schema<?> schema, Set<String> fields) {
        if (schema.getProperties() != null) {
            for (String property : schema.getProperties().keySet()) {
                if (fields.contains(property)) {
                    schema.addRequiredItem(property);
                }
            }
        }
    }
}
