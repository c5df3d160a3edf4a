package org.hactl.module.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.command.CommandRunner;
import org.hactl.module.command.FakeCommandRunner;
import org.hactl.module.command.NoProgramException;
import org.hactl.module.filter.FilterResource.Service;
import org.hactl.module.kernel.Host;
import org.junit.jupiter.api.Test;

class FilterModuleTest {
  private static final FilterResource VI_1 =
      new FilterResource(
          "VI_1",
          List.of("192.168.0.254/24", "2001:db8::254"),
          List.of(new Service("tcp", "192.168.0.254", 80)));
  private static final FilterResource VI_2 =
      new FilterResource("VI_2", List.of("192.168.0.253", "192.168.0.254"), List.of());

  private final FakeCommandRunner nft = new FakeCommandRunner();
  private final FilterModule module = new FilterModule(nft);

  @Test
  void createsTheTableWithTheFirstFilter() {
    Plan plan = plan(List.of(VI_1), List.of(), ObservedFilter.NOTHING);
    assertThat(Host.words(plan))
        .containsExactly(
            "CREATE filter[VI_1] | table: - > inet hactl"
                + " | accept: - > 192.168.0.254 . tcp . 80"
                + " | drop: - > 192.168.0.254 | drop: - > 2001:db8::254");
    assertThat(FilterModule.scripts(plan.changes()))
        .singleElement()
        .asString()
        .startsWith("add table inet hactl\n")
        .contains("flush chain inet hactl input\nadd rule inet hactl input ip daddr . meta l4proto")
        .endsWith(
            """
            add element inet hactl services4 { 192.168.0.254 . tcp . 80 }
            add element inet hactl vips4 { 192.168.0.254 }
            add element inet hactl vips6 { 2001:db8::254 }
            """);
  }

  @Test
  void aCompleteTableIsNotTouched() {
    assertThat(plan(List.of(VI_1), List.of(owned(VI_1)), whole(VI_1))).isEqualTo(Plan.NOTHING);
  }

  @Test
  void addsRemovedRulesAndRemovesAddedOnes() {
    Set<Element> elements = new TreeSet<>(VI_1.elements());
    elements.remove(Element.ofAddress("192.168.0.254"));
    elements.add(Element.ofService("192.168.0.254 . tcp . 22"));
    Plan plan = plan(List.of(VI_1), List.of(owned(VI_1)), new ObservedFilter(true, true, elements));
    assertThat(Host.words(plan))
        .containsExactly(
            "UPDATE filter[VI_1] | drop: - > 192.168.0.254"
                + " | accept: 192.168.0.254 . tcp . 22 > -");
    assertThat(FilterModule.scripts(plan.changes()).getFirst())
        .endsWith(
            """
            delete element inet hactl services4 { 192.168.0.254 . tcp . 22 }
            add element inet hactl vips4 { 192.168.0.254 }
            """);
  }

  @Test
  void aDamagedChainIsRepaired() {
    Plan plan =
        plan(
            List.of(VI_1),
            List.of(owned(VI_1)),
            new ObservedFilter(true, false, Set.copyOf(VI_1.elements())));
    assertThat(Host.words(plan))
        .containsExactly("UPDATE filter[VI_1] | table: damaged > inet hactl");
  }

  @Test
  void removingARouterKeepsWhatAnotherNeeds() {
    Plan plan = plan(List.of(VI_1), List.of(owned(VI_1), owned(VI_2)), whole(VI_1, VI_2));
    assertThat(Host.words(plan)).containsExactly("DELETE filter[VI_2] | drop: 192.168.0.253 > -");
  }

  @Test
  void theTableIsRemovedWithTheLastFilter() {
    Plan plan = plan(List.of(), List.of(owned(VI_1), owned(VI_2)), whole(VI_1, VI_2));
    assertThat(FilterModule.scripts(plan.changes())).containsExactly("delete table inet hactl");
    assertThat(plan(List.of(), List.of(owned(VI_1)), ObservedFilter.NOTHING))
        .isEqualTo(Plan.of(List.of(), List.of(VI_1.id())));
  }

  @Test
  void aLongScriptIsSplitAndTheDropsComeLast() {
    FilterResource many =
        new FilterResource(
            "many",
            List.of("10.0.0.1"),
            IntStream.rangeClosed(1, 20_000)
                .mapToObj(port -> new Service("tcp", "10.0.0.1", port))
                .toList());
    List<String> scripts =
        FilterModule.scripts(plan(List.of(many), List.of(), ObservedFilter.NOTHING).changes());
    assertThat(scripts).hasSizeGreaterThan(1).allMatch(script -> script.length() < 128 << 10);
    assertThat(scripts.getLast()).endsWith("add element inet hactl vips4 { 10.0.0.1 }\n");
  }

  @Test
  void nftIsRunOnlyIfAFilterIsWanted() throws ModuleException {
    assertThat(module.observe(List.of(), List.of())).isEqualTo(ObservedFilter.NOTHING);
    assertThat(nft.ran()).isEmpty();
  }

  @Test
  void aMissingTableIsNotAnError() throws ModuleException {
    nft.answer("nft -j", 1, "", "Error: No such file or directory\nlist table inet hactl");
    assertThat(module.observe(List.of(VI_1), List.of())).isEqualTo(ObservedFilter.NOTHING);
  }

  @Test
  void aRefusalOfNftIsQuoted() {
    nft.answer("nft add table", 1, "", "Error: Operation not supported");
    List<Change> changes = plan(List.of(VI_1), List.of(), ObservedFilter.NOTHING).changes();
    assertThat(module.apply(changes))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("Operation not supported", "nf_tables");
  }

  @Test
  void aHostWithoutNftIsToldWhatToInstall() throws Exception {
    CommandRunner none =
        (command, _) -> {
          throw new NoProgramException("no such program: " + command.argv().getFirst());
        };
    FilterModule without = new FilterModule(none);
    ObservedFilter observed = without.observe(List.of(VI_1), List.of());
    assertThat(observed)
        .as("a package of the same site may bring it")
        .isEqualTo(ObservedFilter.NOTHING);
    List<Change> changes = without.plan(List.of(VI_1), List.of(), observed, false).changes();
    assertThat(without.apply(changes))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("install the package nftables");
    assertThatThrownBy(() -> without.observe(List.of(VI_1), List.of(owned(VI_1))))
        .hasMessageContaining("install the package nftables");
  }

  @Test
  void invalidResourcesAreRefused() {
    assertThatThrownBy(() -> new FilterResource("VI_1", List.of(), List.of()))
        .hasMessageContaining("an address");
    assertThatThrownBy(() -> new Service("icmp", "10.0.0.1", 1)).hasMessageContaining("tcp, udp");
  }

  @Test
  void hasAJsonForm() throws Exception {
    Host.assertJson(
        VI_1,
        """
        {"kind":"filter","addresses":["192.168.0.254","2001:db8::254"],"router":"VI_1","services":\
        [{"address":"192.168.0.254","port":80,"protocol":"tcp"}]}\
        """);
  }

  private Plan plan(List<FilterResource> desired, List<Owned> owned, ObservedFilter observed) {
    return module.plan(desired, owned, observed, false);
  }

  private static Owned owned(FilterResource filter) {
    return new Owned(filter, Map.of());
  }

  private static ObservedFilter whole(FilterResource... filters) {
    Set<Element> elements = new TreeSet<>();
    List.of(filters).forEach(filter -> elements.addAll(filter.elements()));
    return new ObservedFilter(true, true, elements);
  }
}
