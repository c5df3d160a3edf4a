package org.hactl.api;

import org.jspecify.annotations.Nullable;

/**
 * How the last try of one check of a real server ended.
 *
 * @param check the kind of the check, with its number if the real server has several: {@code 2 tcp}
 * @param passed null if the host could not try, which decides nothing
 * @param detail the answer, or the step that failed and the error
 * @param atMillis when it ended, by the host's clock
 * @param tookMillis with microseconds as its fraction
 * @param certificateDays whole days until the server's certificate expires; negative if it has;
 *     null if the try has seen none
 */
public record TryView(
    String check,
    @Nullable Boolean passed,
    String detail,
    long atMillis,
    double tookMillis,
    @Nullable Long certificateDays) {}
