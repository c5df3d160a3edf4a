package org.hactl.lab.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The requests of a client in a loop, as {@code request-loop.pl} prints them: one line per request,
 * {@code MILLISECONDS ok|lost PAGE}.
 */
record RequestLog(List<PageRequest> requests) {
  /**
   * @param endedAtMillis when the request ended, on the client's monotonic clock
   */
  record PageRequest(double endedAtMillis, boolean answered, String page) {}

  RequestLog {
    requests = List.copyOf(requests);
  }

  /** Reads whole lines; a last line that is still being written is left out. */
  static RequestLog parse(String text) {
    List<PageRequest> requests = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
      String[] words = line.strip().split(" ");
      if (words.length == 3 && (words[1].equals("ok") || words[1].equals("lost"))) {
        requests.add(
            new PageRequest(Double.parseDouble(words[0]), words[1].equals("ok"), words[2]));
      }
    }
    return new RequestLog(requests);
  }

  long answered() {
    return requests.stream().filter(PageRequest::answered).count();
  }

  long lost() {
    return requests.size() - answered();
  }

  /**
   * The longest time from one answer to the next one, in milliseconds: how long the client was
   * without service. Empty if the service never answered or did not come back.
   */
  Optional<Double> longestGapMillis() {
    double longest = -1;
    double last = Double.NaN;
    for (PageRequest request : requests) {
      if (request.answered()) {
        if (!Double.isNaN(last)) {
          longest = Math.max(longest, request.endedAtMillis() - last);
        }
        last = request.endedAtMillis();
      }
    }
    boolean cameBack = !requests.isEmpty() && requests.getLast().answered();
    return longest >= 0 && cameBack ? Optional.of(longest) : Optional.empty();
  }
}
