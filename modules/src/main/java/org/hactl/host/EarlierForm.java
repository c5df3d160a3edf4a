package org.hactl.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.address.AddressResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Transport;

/**
 * Reads host states that an earlier version wrote. An upgraded agent finds an earlier host state on
 * its disk, and must hold the addresses of that state.
 *
 * <p>In the earlier form a router has only addresses with prefix lengths, all on its own interface,
 * and perhaps a password; settings that all routers share do not exist.
 */
public final class EarlierForm {
  private static final String HELD = "held";
  private static final String PASSWORD = "password";
  private static final String ADDRESSES = "addresses";
  private static final String ARP = "gratuitousArp";

  private final ObjectMapper mapper;

  private EarlierForm(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads a state in its present form or an earlier one.
   *
   * @throws JsonProcessingException if the state has neither form
   */
  public static HostState read(ObjectMapper mapper, JsonNode json) throws JsonProcessingException {
    JsonNode state = json.deepCopy();
    if (state instanceof ObjectNode object && !object.has("vrrp")) {
      new EarlierForm(mapper).bringForward(object);
    }
    return mapper.treeToValue(state, HostState.class);
  }

  private void bringForward(ObjectNode state) {
    state.set("vrrp", mapper.valueToTree(VrrpPolicy.NONE));
    for (JsonNode router : state.path("virtualRouters")) {
      if (router instanceof ObjectNode object && !object.has(HELD)) {
        bringRouterForward(object);
      }
    }
  }

  private void bringRouterForward(ObjectNode router) {
    ArrayNode addresses = mapper.createArrayNode();
    ArrayNode held = mapper.createArrayNode();
    for (JsonNode each : router.path(ADDRESSES)) {
      InetPrefix prefix = InetPrefix.parse(each.asText());
      String text = prefix.toString();
      addresses.add(text.substring(0, text.indexOf('/')));
      held.addObject()
          .put("kind", AddressResource.KIND)
          .put("interfaceName", router.path("interfaceName").asText())
          .put("address", text);
      router.put("family", prefix.family().name());
    }
    if (addresses.isEmpty()) {
      router.put("family", Family.INET.name());
    }
    router.set(ADDRESSES, addresses);
    router.set(HELD, held);
    if (router.hasNonNull(PASSWORD)) {
      router
          .putObject("authentication")
          .put("type", Authentication.Method.PASS.name())
          .set(PASSWORD, router.get(PASSWORD));
    }
    router.remove(PASSWORD);
    router.set(ARP, gratuitousArp(router.path(ARP)));
    router.set("transport", mapper.valueToTree(Transport.MULTICAST));
    router.set("conduct", mapper.valueToTree(ProtocolOptions.DEFAULT));
    router.putArray("tracks");
    router.putArray("hooks");
  }

  private JsonNode gratuitousArp(JsonNode before) {
    return mapper.valueToTree(
        GratuitousArp.of(
            before.path("repeat").asInt(),
            Duration.ofMillis(before.path("delayMillis").asLong()),
            Duration.ofMillis(before.path("refreshMillis").asLong())));
  }
}
