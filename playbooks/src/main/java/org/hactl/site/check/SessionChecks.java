package org.hactl.site.check;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.host.CheckSpec;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.Site;
import org.hactl.site.model.VirtualService;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Nearest;

/** Checks that directors have the BFD sessions which the checks of real servers look at. */
final class SessionChecks {
  private final Findings findings;
  private final Site site;
  private final List<String> sessions;

  /**
   * @param sessions all BFD sessions that the site declares, including those with errors
   */
  SessionChecks(Findings findings, Site site, List<String> sessions) {
    this.findings = findings;
    this.site = site;
    this.sessions = sessions;
  }

  /** A check that looks at a session, of one real server. */
  private record Look(VirtualService service, RealServer server, CheckSpec.Bfd check) {
    String where() {
      return "services.%s.check: ".formatted(service.name());
    }

    Mark at() {
      return server.own().check() == null ? service.origin().at("check") : server.at();
    }

    boolean isAt(BfdConfig session) {
      return check.session() == null
          ? session.path().neighbour().equals(server.address())
          : check.session().equals(session.name());
    }

    String address() {
      return InetAddresses.format(server.address());
    }

    String shown() {
      return "%s (%s)".formatted(server.host(), address());
    }
  }

  void check() {
    List<Look> looks = looks().filter(this::exists).toList();
    // After an error a session may be missing that the site has.
    if (findings.errors().isEmpty()) {
      looks.forEach(this::directors);
    }
  }

  private void directors(Look look) {
    for (String director : site.directorsOf(look.service())) {
      // What one director lacks, the others mostly lack, too.
      if (!suits(look, director)) {
        return;
      }
    }
  }

  /** Whether a check of a real server looks at this session. */
  boolean isUsed(String session) {
    return looks()
        .anyMatch(look ->
            site.directorsOf(look.service()).stream()
                .flatMap(director -> site.bfdSessions(director).stream())
                .anyMatch(each -> each.name().equals(session) && look.isAt(each)));
  }

  private Stream<Look> looks() {
    return site.services().stream()
        .flatMap(
            service -> service.realServers().stream().flatMap(server -> looks(service, server)));
  }

  private static Stream<Look> looks(VirtualService service, RealServer server) {
    return service.checks(server).stream()
        .filter(CheckSpec.Bfd.class::isInstance)
        .map(part -> new Look(service, server, (CheckSpec.Bfd) part));
  }

  private boolean exists(Look look) {
    String name = look.check().session();
    if (name == null || sessions.contains(name)) {
      return true;
    }
    findings
        .errors()
        .add(
            look.at(),
            look.where() + "there is no BFD session \"%s\"".formatted(name),
            Nearest.to(name, sessions).orElse(null));
    return false;
  }

  private boolean suits(Look look, String director) {
    List<BfdConfig> found = site.bfdSessions(director).stream().filter(look::isAt).toList();
    String name = look.check().session();
    if (found.isEmpty()) {
      findings.error(
          look.at(),
          look.where()
              + (name == null
                  ? "%s has no BFD session with %s; add one: bfd: {%s: {neighbour: %s}}"
                      .formatted(director, look.shown(), look.server().host(), look.address())
                  : "%s does not have the session %s; add it to bfd.%s.directors"
                      .formatted(director, name, name)));
      return false;
    }
    if (found.size() > 1) {
      findings.error(
          look.at(),
          look.where()
              + "%s has several BFD sessions with %s; write which one: bfd: %s"
                  .formatted(director, look.shown(), found.getFirst().name()));
      return false;
    }
    InetAddress neighbour = found.getFirst().path().neighbour();
    // A real server may speak BFD with another address of its own, so this is no error.
    if (!neighbour.equals(look.server().address())) {
      findings.warning(
          look.at(),
          look.where()
              + "the session %s of %s watches %s, so %s is healthy as long as that address answers"
                  .formatted(
                      found.getFirst().name(),
                      director,
                      InetAddresses.format(neighbour),
                      look.shown()));
      return false;
    }
    return true;
  }
}
