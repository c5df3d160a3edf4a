package org.hactl.health.probe;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.hactl.health.tls.TlsClient;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Smtp.Security;
import org.jspecify.annotations.Nullable;

/**
 * Greets a mail server and says goodbye (RFC 5321). Each answer is read to its last line before the
 * next command is sent.
 */
final class SmtpChecker implements Checker {
  private static final int MAX_LINES = 100;

  private final Caller caller;
  private final CheckSpec.Smtp spec;
  private final @Nullable TlsClient tls;

  SmtpChecker(Caller caller, CheckSpec.Smtp spec, Means means) {
    this.caller = caller;
    this.spec = spec;
    this.tls = spec.tls() == null ? null : new TlsClient(spec.tls(), means.wallClock());
  }

  /** The server refused a step. */
  private static final class Refused extends Exception {
    Refused(String answer) {
      super(answer);
    }
  }

  @Override
  public CheckResult check(Deadline deadline) {
    return caller.call(
        deadline,
        call -> {
          try {
            return dialogue(call);
          } catch (Refused e) {
            return CheckResult.failure(call.step() + ": " + e.getMessage());
          }
        });
  }

  private CheckResult dialogue(Call call) throws IOException, MalformedAnswer, Refused {
    if (tls != null && spec.security() == Security.TLS) {
      call.secure(tls);
    }
    call.at("greeting");
    answer(call);
    String hello = "EHLO " + hello(call);
    say(call, "EHLO", hello);
    if (tls != null && spec.security() == Security.STARTTLS) {
      say(call, "STARTTLS", "STARTTLS");
      call.secure(tls);
      say(call, "EHLO", hello);
    }
    goodbye(call);
    return CheckResult.success("greeted");
  }

  /** RFC 5321 section 4.1.4: a client without a name says its address. */
  private String hello(Call call) {
    if (spec.hello() != null) {
      return spec.hello();
    }
    InetAddress own = call.localAddress();
    String text = own.getHostAddress().replaceFirst("%.*", "");
    return own instanceof Inet6Address ? "[IPv6:" + text + "]" : "[" + text + "]";
  }

  private static void say(Call call, String step, String command)
      throws IOException, MalformedAnswer, Refused {
    call.at(step).write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    answer(call);
  }

  /** Reads an answer to its last line, which has a space after its code. */
  private static void answer(Call call) throws IOException, MalformedAnswer, Refused {
    for (int count = 0; count < MAX_LINES; count++) {
      String line = call.in().readLine();
      if (!line.matches("[2-5][0-9][0-9]([ -].*)?")) {
        throw new MalformedAnswer("not SMTP: \"" + MalformedAnswer.printable(line) + "\"");
      }
      if (line.length() == 3 || line.charAt(3) == ' ') {
        if (line.charAt(0) != '2') {
          throw new Refused(MalformedAnswer.printable(line));
        }
        return;
      }
    }
    throw new MalformedAnswer("an answer of more than " + MAX_LINES + " lines");
  }

  private static void goodbye(Call call) {
    try {
      say(call, "QUIT", "QUIT");
      call.endTls();
    } catch (IOException | MalformedAnswer | Refused _) {
      // The server has greeted, which is what the check wants to know.
    }
  }
}
