/** Workloads that wait for a web server: pages, JSON calls, images. */
@NullMarked
package dev.gil.workloads.web;

import org.jspecify.annotations.NullMarked;
