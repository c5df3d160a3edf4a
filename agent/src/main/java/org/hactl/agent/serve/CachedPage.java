package org.hactl.agent.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.LongSupplier;

/** A page that is made at most once a second, however often it is read. */
final class CachedPage {
  private static final long MAX_AGE_NANOS = 1_000_000_000;

  private final MetricsServer.Page page;
  private final LongSupplier nanos;
  private byte[] content = {};
  private long madeNanos;
  private boolean made;

  /**
   * @param nanos a monotonic clock
   */
  CachedPage(MetricsServer.Page page, LongSupplier nanos) {
    this.page = page;
    this.nanos = nanos;
  }

  String contentType() {
    return page.contentType();
  }

  synchronized byte[] content() throws IOException {
    if (!made || nanos.getAsLong() - madeNanos >= MAX_AGE_NANOS) {
      ByteArrayOutputStream fresh = new ByteArrayOutputStream();
      page.write(fresh);
      content = fresh.toByteArray();
      // The time after the page was made counts, so that a slow page is not made again at once.
      madeNanos = nanos.getAsLong();
      made = true;
    }
    return content;
  }
}
