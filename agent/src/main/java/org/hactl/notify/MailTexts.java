package org.hactl.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a notice. It may wake its reader, so the subject says everything, and the body says
 * where to look first. Pure.
 *
 * @param site its name
 * @param host the inventory name of this host
 */
public record MailTexts(String site, String host) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * A virtual router has changed its state.
   *
   * @param reason in the form {@code advert-timeout}
   * @param peer the router whose advertisement caused it, null if none did
   * @param detail what is wrong, in the system's words; empty if the reason says it all
   * @param addresses the VIPs it is about
   */
  public MailMessage transition(
      String router,
      String from,
      String to,
      String reason,
      String detail,
      Instant at,
      @Nullable String peer,
      String addresses) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "virtual router", router);
    line(body, "addresses", addresses);
    line(body, "state", from + " -> " + to);
    line(body, "reason", detail.isEmpty() ? reason : reason + ": " + detail);
    line(body, "since", TIME.format(at));
    if (peer != null) {
      line(body, "peer", peer);
    }
    body.append('\n').append(whatItMeans(to, reason)).append('\n');
    whereToLook(body);
    return new MailMessage(
        "[%s] %s: %s is %s (%s)".formatted(site, host, router, to, reason), body.toString());
  }

  /**
   * All virtual routers of a sync group have changed their state: one notice for all of them.
   *
   * @param addresses the VIPs of all of them
   */
  public MailMessage groupTransition(
      String group, String from, String to, String reason, Instant at, String addresses) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "sync group", group);
    line(body, "addresses", addresses);
    line(body, "state", from + " -> " + to);
    line(body, "reason", reason);
    line(body, "since", TIME.format(at));
    body.append('\n').append(whatItMeans(to, reason)).append('\n');
    whereToLook(body);
    return new MailMessage(
        "[%s] %s: group %s is %s (%s)".formatted(site, host, group, to, reason), body.toString());
  }

  /**
   * There is another master of the same router.
   *
   * @param text who, why, and what to do
   * @param addresses the VIPs that are on both
   */
  public MailMessage twoMasters(
      String router, String peer, String text, Instant since, String addresses) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "virtual router", router);
    line(body, "addresses", addresses);
    line(body, "other master", peer);
    line(body, "since", TIME.format(since));
    body.append('\n').append(text).append(".\n");
    body.append("Until then both hold the addresses, and clients reach one or the other.\n");
    whereToLook(body);
    return new MailMessage(
        "[%s] %s: %s has TWO MASTERS, %s as well".formatted(site, host, router, peer),
        body.toString());
  }

  /** There is one master again. */
  public MailMessage twoMastersOver(String router, String peer, Instant at, Duration lasted) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "virtual router", router);
    line(body, "other master", peer + ", not any more");
    line(body, "over at", TIME.format(at));
    line(body, "lasted", lasted.toMillis() + " ms");
    whereToLook(body.append('\n'));
    return new MailMessage(
        "[%s] %s: %s has one master again".formatted(site, host, router), body.toString());
  }

  /** Another director holds a newer version of the site than this host. */
  public MailMessage olderSite(
      long serial, long newest, String peer, List<String> routers, Instant at) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "holds serial", Long.toString(serial));
    line(body, "newest serial", newest + ", held by " + peer);
    if (!routers.isEmpty()) {
      line(body, "virtual routers", String.join(", ", routers) + " do not preempt " + peer);
    }
    line(body, "since", TIME.format(at));
    body.append('\n');
    body.append("This host missed an apply. It takes a role only where no one else does.\n");
    body.append("Bring it up to date: hactl apply\n");
    whereToLook(body);
    return new MailMessage(
        "[%s] %s: holds an older site (serial %d of %d)".formatted(site, host, serial, newest),
        body.toString());
  }

  /** This host holds the newest version of the site again. */
  public MailMessage olderSiteOver(long serial, Instant at) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "holds serial", Long.toString(serial));
    line(body, "since", TIME.format(at));
    whereToLook(body.append('\n'));
    return new MailMessage(
        "[%s] %s: holds the newest site again (serial %d)".formatted(site, host, serial),
        body.toString());
  }

  /**
   * A real server has gone out, or come back.
   *
   * @param realServer as {@code web1 192.168.0.18:80}
   * @param detail what the last check said
   */
  public MailMessage health(
      String service, String realServer, boolean up, Instant at, String detail, long inService) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "service", service);
    line(body, "real server", realServer);
    line(body, "state", up ? "UP" : "DOWN");
    line(body, "last check", detail);
    line(body, "since", TIME.format(at));
    line(body, "left in service", Long.toString(inService));
    body.append('\n');
    if (inService == 0) {
      body.append("No real server is left: the service does not answer.\n");
    }
    body.append("Look at: hactl status; the real server itself and its log\n");
    return new MailMessage(
        "[%s] %s: %s of %s is %s%s"
            .formatted(
                site,
                host,
                realServer,
                service,
                up ? "UP" : "DOWN",
                inService == 0 ? ", nothing left" : ""),
        body.toString());
  }

  /**
   * A service has reached or lost its quorum.
   *
   * @param address as {@code 192.168.0.254:80/tcp}
   * @param quorum as {@code weight 4 ± 1}
   * @param live what the healthy real servers count
   */
  public MailMessage quorum(
      String service,
      String address,
      boolean reached,
      Instant at,
      String quorum,
      int live,
      int all) {
    StringBuilder body = new StringBuilder();
    line(body, "site", site);
    line(body, "host", host);
    line(body, "service", service + " " + address);
    line(body, "quorum", quorum + (reached ? " reached" : " lost"));
    line(body, "in service", "%d of %d".formatted(live, all));
    line(body, "since", TIME.format(at));
    whereToLook(body.append('\n'));
    return new MailMessage(
        "[%s] %s: %s has %s its quorum"
            .formatted(site, host, service, reached ? "reached" : "LOST"),
        body.toString());
  }

  private static String whatItMeans(String to, String reason) {
    return switch (to) {
      case "MASTER" -> "This host holds the addresses now.";
      case "BACKUP" ->
          reason.equals("startup")
              ? "This host stands by."
              : "This host stands by; another one holds the addresses.";
      case "FAULT" -> "This host cannot take the addresses until the fault is repaired.";
      default -> "This host takes no part any more.";
    };
  }

  private void whereToLook(StringBuilder body) {
    body.append("Look at: hactl status; on ").append(host).append(": journalctl -u hactl-agent\n");
  }

  private static void line(StringBuilder body, String name, String value) {
    body.append("%-16s %s\n".formatted(name + ":", value));
  }
}
