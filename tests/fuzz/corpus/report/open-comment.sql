--@ report 1
/* SELECT