package org.hactl.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.SiteVersion;
import org.hactl.host.EarlierForm;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a generation from its JSON. If a newer agent wrote the generation, it reads the parts that
 * this agent knows and leaves out the rest.
 */
final class GenerationReader {
  private static final String RESOURCES = "resources";
  private static final String ROUTERS = "virtualRouters";
  private static final String HELD = "held";
  private static final String SERVICES = "virtualServices";

  private final ObjectMapper mapper;
  private final String file;
  private final List<StateError> errors;

  /**
   * @param errors receives the parts that were left out
   */
  GenerationReader(ObjectMapper mapper, String file, List<StateError> errors) {
    this.mapper = mapper;
    this.file = file;
    this.errors = errors;
  }

  /** Reads a generation; empty if no part of it can be read. */
  Optional<Generation> read(byte[] content) {
    try {
      JsonNode json = mapper.readTree(content);
      return state(json.path("state"))
          .map(state ->
              new Generation(
                  json.path("number").asLong(),
                  json.path("digest").asText(),
                  json.path("atMillis").asLong(),
                  state,
                  version(json.path("version"))));
    } catch (IOException e) {
      errors.add(StateError.damaged(file, "is not JSON: " + message(e)));
      return Optional.empty();
    }
  }

  /** Null if there is none, or it has another form: the host converges without it. */
  private @Nullable SiteVersion version(JsonNode json) {
    try {
      return mapper.treeToValue(json, SiteVersion.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      errors.add(
          StateError.newer(file, "names a version of the site in another form: " + message(e)));
      return null;
    }
  }

  private Optional<HostState> state(JsonNode json) {
    try {
      return Optional.of(EarlierForm.read(mapper, json));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return known(json, e);
    }
  }

  /** The parts that this agent knows of a state that it cannot read as a whole. */
  private Optional<HostState> known(JsonNode json, Exception whole) {
    List<StateError> found = new ArrayList<>();
    if (json.deepCopy() instanceof ObjectNode state) {
      keep(state, RESOURCES, Resource.class, found);
      for (JsonNode router : state.path(ROUTERS)) {
        if (router instanceof ObjectNode object) {
          keep(object, HELD, Resource.class, found);
        }
      }
      keep(state, ROUTERS, VirtualRouterSpec.class, found);
      keep(state, SERVICES, VirtualServiceSpec.class, found);
      try {
        HostState known = EarlierForm.read(mapper, state);
        errors.addAll(found);
        return Optional.of(known);
      } catch (JsonProcessingException | IllegalArgumentException e) {
        errors.add(StateError.newer(file, "is not of this agent's form: " + message(e)));
        return Optional.empty();
      }
    }
    errors.add(StateError.newer(file, "is not of this agent's form: " + message(whole)));
    return Optional.empty();
  }

  private void keep(ObjectNode parent, String key, Class<?> type, List<StateError> found) {
    ArrayNode kept = mapper.createArrayNode();
    for (JsonNode each : parent.path(key)) {
      try {
        var _ = mapper.treeToValue(each, type);
        kept.add(each);
      } catch (JsonProcessingException | IllegalArgumentException e) {
        found.add(
            StateError.newer(
                file, "has %s that this agent does not know".formatted(name(key, each))));
      }
    }
    parent.set(key, kept);
  }

  private static String name(String key, JsonNode each) {
    return switch (key) {
      case ROUTERS -> "a virtual router (%s)".formatted(each.path("name").asText("unnamed"));
      case SERVICES -> "a virtual service (%s)".formatted(each.path("name").asText("unnamed"));
      default -> "a resource of kind \"%s\"".formatted(each.path("kind").asText("unnamed"));
    };
  }

  /** The message of an error, without the text that a parser has read, which may be a secret. */
  static String message(Exception e) {
    return e instanceof JsonProcessingException parser
        ? parser.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }
}
