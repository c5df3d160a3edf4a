package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.List;
import org.hactl.module.Digests;

/**
 * The JSON form of a host state and all its parts. Keys are sorted, so that equal states give equal
 * text.
 */
public final class HostJson {
  private HostJson() {}

  /**
   * A mapper that knows the resource kinds given, by their names. Unknown properties are ignored.
   */
  public static ObjectMapper mapper(List<NamedType> resourceKinds) {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .addModule(VirtualRouterJson.module())
            .addModule(BfdSessionJson.module())
            .build();
    mapper.registerSubtypes(resourceKinds.toArray(NamedType[]::new));
    return mapper;
  }

  /** SHA-256 over the canonical JSON, in hexadecimal. */
  public static String digest(ObjectMapper mapper, HostState state) {
    try {
      return Digests.sha256(mapper.writeValueAsString(state));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a host state has no JSON form: " + e.getMessage(), e);
    }
  }
}
