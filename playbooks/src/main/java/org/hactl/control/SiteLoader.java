package org.hactl.control;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.hactl.control.host.HostTarget;
import org.hactl.control.view.Asked;
import org.hactl.host.HostState;
import org.hactl.inventory.Connection;
import org.hactl.inventory.Host;
import org.hactl.inventory.HostPatterns;
import org.hactl.inventory.Inventory;
import org.hactl.inventory.InventoryReader;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultPasswords;
import org.hactl.site.SiteReader;
import org.hactl.site.compile.SiteCompiler;
import org.hactl.site.model.Site;
import org.hactl.ssh.SshEndpoint;
import org.hactl.yaml.Problems;

/** Reads inventory and site before any host is contacted, and reports all problems at once. */
public final class SiteLoader {
  private SiteLoader() {}

  /**
   * The hosts a command works on, in the inventory's order.
   *
   * @param targets every host of the inventory, also those outside the limit
   */
  public record SelectedHosts(
      Inventory inventory, List<String> selected, Map<String, HostTarget> targets) {
    /**
     * Which hosts this command asks, for the findings; without a site, because the command reads
     * none.
     */
    public Asked asked() {
      return Asked.withoutSite(isEveryHost());
    }

    private boolean isEveryHost() {
      return selected.size() == inventory.hosts().size();
    }
  }

  /**
   * A site as it applies to the selected hosts.
   *
   * @param warnings what is allowed but probably not meant, as text for the operator; mostly empty
   */
  public record Loaded(
      Site site, SelectedHosts hosts, Map<String, HostState> states, String warnings) {
    /** Which hosts the command asks, and the site, for the findings. */
    public Asked asked() {
      return new Asked(hosts.isEveryHost(), states);
    }

    /** The states of the selected hosts. */
    public Map<String, HostState> selected() {
      Map<String, HostState> selected = new LinkedHashMap<>();
      hosts.selected().forEach(host -> selected.put(host, states.get(host)));
      return selected;
    }
  }

  /** Reads the inventory alone, without asking how its hosts are reached. */
  public static Inventory inventory(SiteRequest request) throws SiteProblems {
    Problems problems = new Problems();
    Vault vault = vault(request, problems);
    return read(request, List.of(), vault, problems)
        .filter(_ -> problems.isEmpty())
        .orElseThrow(() -> wrong(problems));
  }

  /** The inventory and the hosts that a command works on. */
  public static SelectedHosts hosts(SiteRequest request) throws SiteProblems {
    Problems problems = new Problems();
    Optional<SelectedHosts> hosts = hosts(request, List.of(), problems);
    return hosts.filter(_ -> problems.isEmpty()).orElseThrow(() -> wrong(problems));
  }

  /** Reads and compiles everything. */
  public static Loaded site(Path file, SiteRequest request) throws SiteProblems {
    Problems problems = new Problems();
    Problems warnings = new Problems();
    Optional<SelectedHosts> hosts = hosts(request, beside(file), problems);
    Optional<Site> site =
        hosts.flatMap(found -> SiteReader.read(file, found.inventory(), problems, warnings));
    if (hosts.isEmpty() || site.isEmpty() || !problems.isEmpty()) {
      throw wrong(problems);
    }
    SortedMap<String, HostState> states = SiteCompiler.compile(site.get());
    return new Loaded(site.get(), hosts.get(), states, warnings.render());
  }

  private static Vault vault(SiteRequest request, Problems problems) {
    return new VaultPasswords(request.environment(), request.vaultPrompt())
        .load(request.vaultPasswordFiles(), problems);
  }

  private static Optional<Inventory> read(
      SiteRequest request, List<Path> beside, Vault vault, Problems problems) {
    var around = new InventoryReader.Surroundings(beside, request.defaults());
    return InventoryReader.read(request.inventory(), around, request.extra(), vault, problems);
  }

  /** The folder of the site, whose {@code group_vars} count as beside a playbook. */
  private static List<Path> beside(Path site) {
    Path folder = site.getParent();
    return List.of(folder == null ? Path.of("") : folder);
  }

  private static Optional<SelectedHosts> hosts(
      SiteRequest request, List<Path> beside, Problems problems) {
    return read(request, beside, vault(request, problems), problems)
        .map(inventory -> {
          Map<String, HostTarget> targets = new LinkedHashMap<>();
          for (Host host : inventory.hosts().values()) {
            inventory
                .connection(host, problems)
                .ifPresent(c -> targets.put(host.name(), target(host.name(), c, request)));
          }
          List<String> selected =
              request
                  .limit()
                  .map(limit ->
                      HostPatterns.select(limit, inventory, request.shownInventory(), problems))
                  .orElseGet(() -> List.copyOf(inventory.hosts().keySet()));
          return new SelectedHosts(inventory, selected, targets);
        });
  }

  private static HostTarget target(String host, Connection connection, SiteRequest request) {
    Optional<SshEndpoint> endpoint =
        switch (connection.plugin()) {
          case LOCAL -> Optional.empty();
          case SSH ->
              Optional.of(
                  new SshEndpoint(
                      connection.address(),
                      connection.port(),
                      connection.user().or(request::user),
                      connection.privateKey(),
                      connection.sshArguments()));
        };
    return new HostTarget(host, endpoint, connection.become());
  }

  private static SiteProblems wrong(Problems problems) {
    return new SiteProblems(problems.render());
  }
}
