/* start_floor: what the least program takes to start, say a word and end. */
#include <stdio.h>

int main(void) { return puts("1") < 0; }
