package org.hactl.module.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param startedWith the digests of the files that the service read when hactl last started it;
 *     null if hactl did not start it
 */
record ObservedService(ServiceState state, @Nullable Map<String, String> startedWith) {}
