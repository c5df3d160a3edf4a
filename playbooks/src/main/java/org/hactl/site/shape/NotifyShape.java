package org.hactl.site.shape;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.host.HookSpec;
import org.hactl.host.MailPolicy;
import org.hactl.site.model.NotifySettings;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;

/** {@code notify}: notifications of transitions and of real servers that fail or recover. */
public final class NotifyShape {
  private static final int SMTP_PORT = 25;
  private static final Pattern MAILBOX = Pattern.compile("[^@\\s<>,\"]+@[^@\\s<>,\"]+");
  private static final Pattern SERVER = Pattern.compile("([A-Za-z0-9.-]+)(?::([0-9]{1,5}))?");

  public static final Shape<NotifySettings> SHAPE = notifications();

  private record Smtp(String host, int port) {
    static Optional<Smtp> parse(String text) {
      Matcher parts = SERVER.matcher(text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      int port = parts.group(2) == null ? SMTP_PORT : Integer.parseInt(parts.group(2));
      return port < 1 || port > 65_535
          ? Optional.empty()
          : Optional.of(new Smtp(parts.group(1), port));
    }

    @Override
    public String toString() {
      return port == SMTP_PORT ? host : host + ":" + port;
    }
  }

  private NotifyShape() {}

  private static Shape<NotifySettings> notifications() {
    Fields f =
        new Fields("Notifications of VRRP transitions and of real servers that fail or recover");
    var email = f.optional("email", email(), "E-mail, sent by the director that saw the event");
    Key<List<HookSpec>> commands = HookShape.commands(f);
    var fifo =
        f.optional(
            "fifo",
            Shape.oneOrMore(TrackerShape.PATH),
            List.of(),
            "Named pipes that get a line for each transition, in keepalived's form");
    var priorities =
        f.optional(
            "priority_changes",
            Shape.bool(),
            false,
            "Whether the pipes also get a line for each change of an advertised priority:"
                + " MASTER_PRIORITY or BACKUP_PRIORITY");
    return f.into(v -> {
      if (v.get(priorities) && v.get(fifo).isEmpty()) {
        v.problem(
            priorities,
            "needs a pipe to write to; name one under fifo, or use the states MASTER_PRIORITY and BACKUP_PRIORITY of a command");
      }
      return new NotifySettings(
          v.get(email).orElse(null), v.get(commands), v.get(fifo), v.get(priorities));
    });
  }

  private static Shape<MailPolicy> email() {
    Shape<String> mailbox = Shapes.matching("a mail address such as root@localhost", MAILBOX);
    Shape<Smtp> server = Shapes.parsed("a host or host:port such as mail.example:25", Smtp::parse);
    Fields f = new Fields("E-mail");
    var to = f.required("to", Shape.oneOrMore(mailbox), "The recipients, one address or a list");
    var from = f.required("from", mailbox, "The sender");
    var smtp =
        f.optional(
            "smtp", server, new Smtp("127.0.0.1", SMTP_PORT), "The SMTP server, as host[:port]");
    var timeout =
        f.optional(
            "timeout",
            Shape.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            Duration.ofSeconds(30),
            "How long to wait for the SMTP server at each step");
    return f.into(v -> {
      List<String> receivers = v.get(to);
      if (receivers.isEmpty()) {
        v.problem(
            to, "the list is empty, so the mail has no recipient; name one, or leave email out");
      }
      return new MailPolicy(
          receivers,
          v.get(from),
          v.get(smtp).host(),
          v.get(smtp).port(),
          v.get(timeout).toMillis());
    });
  }
}
