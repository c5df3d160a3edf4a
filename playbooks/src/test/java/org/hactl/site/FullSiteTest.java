package org.hactl.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.hactl.host.HostState;
import org.hactl.site.compile.SiteCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site that has every key. */
class FullSiteTest {
  private static final Path FOLDER = Sites.RESOURCES.resolve("full");

  @ParameterizedTest
  @ValueSource(strings = {"lvs1", "lvs2", "lvs3", "web1", "web2", "10.0.0.53", "client"})
  void compilesToTheKnownHostState(String host) throws IOException {
    Golden.check(FOLDER.resolve("golden/" + host + ".json"), Sites.json(state(host)));
  }

  @Test
  void warnsOfTheTunnelDevice() {
    assertThat(full().errors().render()).isEmpty();
    assertThat(full().warnings().all())
        .extracting(Object::toString)
        .filteredOn(each -> each.contains("modprobe ipip"))
        .hasSize(1);
  }

  @Test
  void tellsWhatTheOwnersOfServersOutsideTheInventoryMustDo() {
    assertThat(full().warnings().all())
        .extracting(Object::toString)
        .anyMatch(each ->
            each.contains("appliance (10.9.0.1)") && each.contains("put 10.0.0.253/32 on lo"))
        .anyMatch(each -> each.contains("10.9.0.2") && each.contains("route its replies"));
  }

  @Test
  void theSchemaIsTheKnownOne() throws IOException {
    ObjectNode schema = SiteReader.schema();
    Golden.check(
        FOLDER.resolve("golden/schema.json"),
        Sites.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n");
  }

  private static Sites.Result full() {
    return Sites.read(FOLDER.resolve("site.yml"), Sites.inventory(FOLDER.resolve("hosts.yml")));
  }

  private static HostState state(String host) {
    return Objects.requireNonNull(SiteCompiler.compile(full().orThrow()).get(host));
  }
}
