/** What a retain and a release cost, by JMH, beside the counts they are compared with. */
package dev.gil.bench.refcount;
