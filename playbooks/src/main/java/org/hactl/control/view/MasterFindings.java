package org.hactl.control.view;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.control.view.Finding.Kind;

/** Finds a virtual router that does not have exactly one master. Pure. */
record MasterFindings(RouterOnHosts router, List<HostAnswer> answers, Asked asked) {
  Optional<Finding> find() {
    return switch (router.masters().size()) {
      case 0 -> noMaster();
      case 1 -> masterOutside(router.masters().getFirst());
      default -> Optional.of(router.settled(twoMasters(router.masters())));
    };
  }

  /** A master outside the inventory, such as a keepalived. */
  private Optional<Finding> masterOutside(Director master) {
    OtherMasterView other = master.router().otherMaster();
    return other == null
        ? Optional.empty()
        : Optional.of(
            router.settled(
                Finding.error(
                    Kind.TWO_MASTERS,
                    "two masters of %s: %s and %s"
                        .formatted(router.name(), master.host(), other.address()),
                    master.host() + " says: " + other.text(),
                    "look at the router with the address " + other.address())));
  }

  private Finding twoMasters(List<Director> masters) {
    String hosts =
        FindingText.list(
            masters.stream()
                .map(each -> "%s for %s".formatted(each.host(), TimeSpans.span(each.ageMillis())))
                .toList());
    String which = masters.size() == 2 ? "two masters" : masters.size() + " masters";
    return Finding.error(
        Kind.TWO_MASTERS,
        "%s of %s: %s".formatted(which, router.name(), hosts),
        heard(masters)
            .orElse(
                "none hears the other: a firewall, a hypervisor's filter or a switch (IGMP"
                    + " snooping) drops VRRP between them"),
        "let IP protocol 112 (51 with AH) pass between %s; on each: tcpdump -ni %s proto 112 or 51"
            .formatted(
                FindingText.list(masters.stream().map(Director::host).toList()),
                masters.getFirst().router().interfaceName()));
  }

  /** The report of a master that hears another master, for instance that the passwords differ. */
  private static Optional<String> heard(List<Director> masters) {
    return masters.stream()
        .flatMap(each -> {
          OtherMasterView other = each.router().otherMaster();
          return other == null ? Stream.empty() : Stream.of(each.host() + " says: " + other.text());
        })
        .findFirst();
  }

  private Optional<Finding> noMaster() {
    List<Director> directors = router.directors();
    if (directors.stream().anyMatch(Director::hearsMaster)
        || !asked.everyDirector(router.name(), answers)) {
      return Optional.empty();
    }
    List<String> silent = asked.silentDirectors(router.name(), answers);
    String states = directors.stream().map(Director::state).collect(Collectors.joining(", "));
    if (!silent.isEmpty()) {
      return Optional.of(
          Finding.warning(
              Kind.NO_MASTER,
              "%s has no master on the hosts that answered: %s".formatted(router.name(), states),
              FindingText.list(silent) + " did not answer and may be master",
              "reach " + FindingText.list(silent) + ", then ask again"));
    }
    if (directors.size() == 1 && directors.getFirst().heardAdvertisements()) {
      return Optional.of(
          Finding.warning(
              Kind.NO_MASTER,
              "%s has no master in the inventory: %s".formatted(router.name(), states),
              "a director outside of the inventory has advertised, and may be master",
              "look at that director, such as a keepalived; repair "
                  + directors.getFirst().host()));
    }
    return Optional.of(
        router.settled(
            Finding.error(
                Kind.NO_MASTER,
                "%s has no master: %s".formatted(router.name(), states),
                cause(directors),
                "repair one of them; hactl status and hactl events show what happened")));
  }

  private static String cause(List<Director> directors) {
    if (directors.stream().allMatch(each -> each.router().state().equals("FAULT"))) {
      return "every director has a fault that keeps it from being master";
    }
    return directors.stream().anyMatch(each -> each.router().state().equals("INIT"))
        ? "a director is held back by startup_delay or boot_delay, or has just started"
        : "the directors have not elected a master";
  }
}
