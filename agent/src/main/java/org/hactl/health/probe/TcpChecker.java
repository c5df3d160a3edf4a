package org.hactl.health.probe;

import java.io.IOException;
import org.hactl.health.wire.Deadline;
import org.hactl.host.Payload;
import org.hactl.host.Talk;

/** Checks that a connection can be opened, and that the server says what is wanted, if anything. */
record TcpChecker(Caller caller, Talk talk) implements Checker {
  private static final int MAX_ANSWER = 64 * 1024;

  @Override
  public CheckResult check(Deadline deadline) {
    return caller.call(
        deadline,
        call -> {
          Payload send = talk.send();
          if (send != null) {
            call.at("send").write(send.bytes());
          }
          Payload wanted = talk.expect();
          return wanted == null ? CheckResult.success("connected") : answer(call, wanted);
        });
  }

  private static CheckResult answer(Call call, Payload wanted) throws IOException {
    call.at("answer");
    TextSearch search = new TextSearch(wanted.bytes());
    while (search.size() < MAX_ANSWER) {
      byte[] some = call.in().readSome(MAX_ANSWER - search.size());
      if (search.foundIn(some)) {
        return CheckResult.success("answer as wanted");
      }
      if (some.length == 0) {
        return CheckResult.failure(
            search.size() == 0
                ? "answer: connection closed"
                : "answer of %d bytes lacks the wanted text".formatted(search.size()));
      }
    }
    return CheckResult.failure(
        "the first " + MAX_ANSWER + " bytes of the answer lack the wanted text");
  }
}
